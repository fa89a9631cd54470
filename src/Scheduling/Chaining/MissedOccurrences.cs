namespace Scheduling.Chaining;

/// <summary>Occurrences that are passed over, one after the other.</summary>
/// <param name="Count">How many; at most <see cref="Chain.MaxMissed"/>.</param>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
internal readonly record struct MissedOccurrences(long Count, DateTimeOffset First, DateTimeOffset Last);
