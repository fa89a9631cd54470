namespace Scheduling.Schedules;

/// <summary>A day on which a recurrence has no occurrence. A value.</summary>
/// <param name="Date">The day, by the clocks of the zone.</param>
/// <param name="TimeZone">The IANA zone whose day it is, which need not be the zone of the recurrence.</param>
public readonly record struct ExceptedDate(DateOnly Date, string TimeZone);
