namespace Scheduling.Schedules;

/// <summary>What became of the occurrences of a backfill.</summary>
/// <param name="Started">How many start at once.</param>
/// <param name="Buffered">How many wait for others to end.</param>
/// <param name="SkippedOverlap">How many were skipped, since an earlier run was open.</param>
/// <param name="Known">How many had been asked for before, with the same key.</param>
public readonly record struct BackfillResult(int Started, int Buffered, int SkippedOverlap, int Known);
