namespace Scheduling.Storage;

/// <summary>A schedule that was deleted or paused.</summary>
/// <param name="Id">The schedule.</param>
/// <param name="Version">The version drawn by the stop; greater than any before.</param>
public sealed record StoppedSchedule(string Id, long Version)
{
    /// <summary>Of one that is paused until a time: what a node needs to wake it then.</summary>
    public ScheduleHead? Head { get; init; }
}
