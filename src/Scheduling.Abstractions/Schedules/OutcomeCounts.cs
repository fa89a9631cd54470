namespace Scheduling.Schedules;

/// <summary>How many occurrences of a schedule ended in each way. Every occurrence ends in exactly one of them.</summary>
/// <param name="Succeeded">The handler returned.</param>
/// <param name="Failed">The last attempt threw, or the run was set aside after it took too many nodes down.</param>
/// <param name="Cancelled">Stopped by a delete, pause or cancel, before it started or while it ran.</param>
/// <param name="SkippedOverlap">Not run because an earlier run was open.</param>
/// <param name="Missed">Not run because its time went by while nothing could run it. Counted up to 100,000 for each catch-up.</param>
public readonly record struct OutcomeCounts(long Succeeded, long Failed, long Cancelled, long SkippedOverlap, long Missed);
