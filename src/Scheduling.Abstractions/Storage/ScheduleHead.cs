using Scheduling.Schedules;

namespace Scheduling.Storage;

/// <summary>What a node needs of an active schedule to claim its next occurrence; a few dozen bytes, without the payload.</summary>
/// <param name="Id">The schedule.</param>
/// <param name="Version">Its version.</param>
/// <param name="Job">Its job.</param>
/// <param name="Recurrence">The stored form of its recurrence, as it was written.</param>
/// <param name="CatchUp">Its catch-up policy.</param>
/// <param name="NextDue">When it is due next.</param>
/// <param name="Owner">The node that saved it or claimed its last occurrence, with that node's epoch; empty when that is left to those who have its job.</param>
public sealed record ScheduleHead(
    string Id, long Version, string Job, string Recurrence, CatchUpPolicy CatchUp, DateTimeOffset NextDue, string Owner)
{
    /// <summary>The nominal time of the next occurrence; null: the one at which it is due.</summary>
    public DateTimeOffset? NextOccurrence { get; init; }

    /// <summary>How many occurrences are left, the next one included; null: without limit.</summary>
    public long? Remaining { get; init; }

    /// <summary>How long after its due time an occurrence may still be run; null: for ever.</summary>
    public TimeSpan? CatchUpWindow { get; init; }
}
