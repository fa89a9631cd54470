namespace Scheduling.Storage;

/// <summary>A schedule that was deleted or paused.</summary>
/// <param name="Id">The schedule.</param>
/// <param name="Version">The version drawn by the stop; greater than any before.</param>
public sealed record StoppedSchedule(string Id, long Version);
