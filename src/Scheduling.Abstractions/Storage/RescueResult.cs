namespace Scheduling.Storage;

/// <summary>What became of a <see cref="Rescue"/>.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Run">The run, where it was rescued.</param>
/// <param name="Present">Where refused: how the run stands if it is open.</param>
public sealed record RescueResult(RescueVerdict Verdict, StoredRun? Run, RunHead? Present)
{
    /// <summary>The schedule that was paused, since with this poisoned run too many have failed in a row.</summary>
    public StoppedSchedule? Paused { get; init; }

    /// <summary>Where the run has ended: the run of the same schedule that had waited for it, and may now be taken up.</summary>
    public RunHead? Promoted { get; init; }

    /// <summary>Where the run has ended and somebody is to be told: the run that does so (<see cref="CallbackRuns"/>).</summary>
    public RunHead? Callback { get; init; }
}
