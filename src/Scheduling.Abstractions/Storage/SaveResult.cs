namespace Scheduling.Storage;

/// <summary>What became of a <see cref="ScheduleWrite"/>.</summary>
/// <param name="Written">Whether it was stored.</param>
/// <param name="Present">The row as it is now; null if there is none.</param>
public sealed record SaveResult(bool Written, StoredSchedule? Present);
