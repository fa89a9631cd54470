namespace Scheduling.Storage;

/// <summary>What a node learns when it opens a store.</summary>
/// <param name="StaleJobs">Jobs of which the store remembers another fingerprint than the node's, or one whose rebuild has not ended: their schedules' cancel keys are to be rebuilt.</param>
/// <param name="Declared">The ids of all schedules that were declared in code, each with the application that declared it last.</param>
public sealed record StoreOpening(IReadOnlyList<string> StaleJobs, IReadOnlyDictionary<string, string> Declared)
{
    /// <summary>How many <see cref="Strays"/> are told at once.</summary>
    public const int MostStrays = 1_000;

    /// <summary>Some schedules of the node's jobs whose cancel keys were made by other rules than those remembered of their job; fewer than <see cref="MostStrays"/> means that there are no more.</summary>
    public IReadOnlyList<StoredSchedule> Strays { get; init; } = [];
}
