global using FluentAssertions;
global using NUnit.Framework;
global using Scheduling.Conventions.Tests.Repository;
