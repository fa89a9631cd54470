namespace Scheduling.Storage;

/// <summary>New cancel keys for a schedule.</summary>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="Version">The version for which they were computed.</param>
/// <param name="Keys">The keys, without doubles.</param>
public sealed record CancelKeysWrite(string ScheduleId, long Version, IReadOnlyList<string> Keys)
{
    /// <summary>The fingerprint of the rules by which they were made, which must be the one that is remembered of the schedule's job; null if nobody is to compare it.</summary>
    public string? Rules { get; init; }
}
