namespace Scheduling.Chaining;

/// <summary>What to claim of a schedule, and what that leaves.</summary>
/// <param name="Occurrence">The occurrence to run.</param>
/// <param name="Next">The occurrence after it; null when the recurrence has ended.</param>
/// <param name="Missed">How many occurrences before it are passed over, at most <see cref="Chain.MaxMissed"/>.</param>
internal readonly record struct ChainStep(DateTimeOffset Occurrence, DateTimeOffset? Next, long Missed);
