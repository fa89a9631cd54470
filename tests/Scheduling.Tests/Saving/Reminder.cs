namespace Scheduling.Tests.Saving;

/// <summary>The payload of the test jobs.</summary>
public sealed record Reminder(int CustomerId, string? Text = null);
