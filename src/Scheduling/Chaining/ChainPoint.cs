namespace Scheduling.Chaining;

/// <summary>One occurrence of a chain.</summary>
/// <param name="Occurrence">Its nominal time.</param>
/// <param name="Due">When it is to run: the nominal time, or later by its jitter or stagger.</param>
/// <param name="Remaining">How many occurrences are left, this one included; null: without limit.</param>
internal readonly record struct ChainPoint(DateTimeOffset Occurrence, DateTimeOffset Due, long? Remaining);
