namespace Scheduling.Chaining;

/// <summary>What to claim of a schedule, and what that leaves.</summary>
/// <param name="Run">The occurrence to run; null when all that is due is passed over.</param>
/// <param name="Next">The occurrence after what is due now; null when the recurrence has ended.</param>
/// <param name="Missed">What is passed over; null for nothing.</param>
internal readonly record struct ChainStep(ChainPoint? Run, ChainPoint? Next, MissedOccurrences? Missed);
