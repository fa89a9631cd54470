namespace Scheduling.Schedules;

/// <summary>An occurrence to come.</summary>
/// <param name="Occurrence">Its nominal time (UTC).</param>
/// <param name="Due">When it is to run (UTC): the nominal time, or later by its jitter or stagger.</param>
public readonly record struct UpcomingOccurrence(DateTimeOffset Occurrence, DateTimeOffset Due);
