namespace Scheduling.ConsoleHost.Watching;

/// <summary>Something that happened.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="Kind">What.</param>
/// <param name="ScheduleId">The schedule; null if it concerns none.</param>
/// <param name="Text">One line without control characters.</param>
internal sealed record HostEvent(DateTimeOffset At, HostEventKind Kind, string? ScheduleId, string Text);
