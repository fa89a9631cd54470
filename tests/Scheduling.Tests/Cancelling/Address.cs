namespace Scheduling.Tests.Cancelling;

/// <summary>A part of an <see cref="Order"/>.</summary>
public sealed record Address(string? City, int Zip = 0);
