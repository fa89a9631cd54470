namespace Scheduling.Storage;

/// <summary>Which runs that have ended a store keeps. What is removed stays counted with its schedule.</summary>
/// <param name="PerSchedule">How many of each schedule, the newest ones; 0 for none.</param>
/// <param name="MaxAge">How long after their end, of whatever schedule, those of deleted ones included.</param>
public sealed record RunRetention(int PerSchedule, TimeSpan MaxAge);
