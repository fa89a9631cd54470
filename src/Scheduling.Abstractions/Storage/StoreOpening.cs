namespace Scheduling.Storage;

/// <summary>What a node learns when it opens a store.</summary>
/// <param name="StaleJobs">Jobs of which the store remembers another fingerprint than the node's: their schedules' cancel keys are to be rebuilt.</param>
/// <param name="Declared">The ids of all schedules that were declared in code, each with the application that declared it last.</param>
public sealed record StoreOpening(IReadOnlyList<string> StaleJobs, IReadOnlyDictionary<string, string> Declared);
