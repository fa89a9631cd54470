namespace Scheduling.Tests.Diagnostics;

/// <summary>The payload as an older version of the host knew it.</summary>
public sealed record OldReminder(string CustomerId);
