using Scheduling.Storage;

namespace Scheduling.Schedules;

/// <summary>Which runs are meant: those that match every property that is set.</summary>
public sealed record RunFilter
{
    /// <summary>Only runs of this schedule, whatever became of it. The one property by which runs are indexed.</summary>
    public string? ScheduleId { get; init; }

    /// <summary>Only runs whose schedule belonged to this group when they were claimed.</summary>
    public string? Group { get; init; }

    /// <summary>Only runs of this job.</summary>
    public string? Job { get; init; }

    /// <summary>Only runs in this state.</summary>
    public RunState? State { get; init; }
}
