namespace Scheduling.Storage;

/// <summary>What became of a <see cref="Claim"/>, and how its schedule stands now.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Present">The schedule as it is now; null if it is not active or has no next occurrence.</param>
/// <param name="Run">The run that was claimed.</param>
/// <param name="OpenRun">When refused or skipped: the schedule's open run whose lease ends first, so that a run whose claim nobody was told of is not forgotten.</param>
public sealed record ClaimResult(ClaimVerdict Verdict, ScheduleHead? Present, StoredRun? Run, RunHead? OpenRun)
{
    /// <summary>The run that waits for the schedule's earlier ones to end.</summary>
    public RunHead? Buffered { get; init; }

    /// <summary>Claimed runs that are to be stopped to make way: their holders must be told.</summary>
    public IReadOnlyList<RunHead> Stopped { get; init; } = [];

    /// <summary>The callbacks of runs that have ended to make way, and of those missed.</summary>
    public IReadOnlyList<RunHead> Callbacks { get; init; } = [];
}
