namespace Scheduling.Storage;

/// <summary>One occurrence to be taken.</summary>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="Version">The version that it must have.</param>
/// <param name="Due">The due time that it must have.</param>
/// <param name="Occurrence">The occurrence to run: the due time, or a later one if some were missed.</param>
/// <param name="Next">The occurrence after it; null when the recurrence has ended.</param>
/// <param name="Missed">How many occurrences are passed over.</param>
/// <param name="RunId">The run's id, made by the node: a claim whose reply was lost is repeated under the same id.</param>
public sealed record Claim(
    string ScheduleId, long Version, DateTimeOffset Due, DateTimeOffset Occurrence, DateTimeOffset? Next, long Missed, Guid RunId);
