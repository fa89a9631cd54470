using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Storage;

/// <summary>A run that somebody asks for, whatever the recurrence says.</summary>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="RunId">The run's id, made by the caller: asking twice under one id makes one run.</param>
/// <param name="Cause">Why it is asked for.</param>
public sealed record Trigger(string ScheduleId, Guid RunId, RunCause Cause)
{
    /// <summary>The nominal time; null: the store's now.</summary>
    public DateTimeOffset? Occurrence { get; init; }

    /// <summary>What happens while an earlier run is open; null: what the schedule says.</summary>
    public OverlapPolicy? Overlap { get; init; }

    /// <summary>With <see cref="OverlapPolicy.BufferAll"/>, how many runs wait at the most; null: as many as the schedule says.</summary>
    public int? BufferLimit { get; init; }

    /// <summary>Which life of the schedule's id is meant; null: the present one.</summary>
    public long? Incarnation { get; init; }
}
