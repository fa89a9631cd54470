namespace Scheduling.Storage;

/// <summary>One occurrence to be taken, or some to be passed over.</summary>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="Version">The version that it must have.</param>
/// <param name="Due">The due time that it must have.</param>
/// <param name="Occurrence">The occurrence to run, by its nominal time: the schedule's next one, or a later one if some were missed. Without meaning where <see cref="RunsNothing"/>.</param>
/// <param name="Next">The nominal time of the occurrence after it; null when the recurrence has ended.</param>
/// <param name="Missed">How many occurrences are passed over.</param>
/// <param name="RunId">The run's id, made by the node: a claim whose reply was lost is repeated under the same id.</param>
public sealed record Claim(
    string ScheduleId, long Version, DateTimeOffset Due, DateTimeOffset Occurrence, DateTimeOffset? Next, long Missed, Guid RunId)
{
    /// <summary>Whether all that is due is passed over, and nothing is run.</summary>
    public bool RunsNothing { get; init; }

    /// <summary>When the occurrence was due; null: at its nominal time.</summary>
    public DateTimeOffset? OccurrenceDue { get; init; }

    /// <summary>When the next occurrence is due; null: at its nominal time.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>How many occurrences are left after this step; null: without limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>
    /// By the store's clock, until when the claim may be carried out; null: without end. A claim that is repeated after a failure may come when its occurrence is too late, or another one is due.
    /// </summary>
    public DateTimeOffset? NotAfter { get; init; }

    /// <summary>The run that is to stand in the list for the missed ones; null: they are only counted.</summary>
    public MissedRun? MissedRun { get; init; }
}
