namespace Scheduling.Storage;

/// <summary>What became of a <see cref="Completion"/>.</summary>
/// <param name="Recorded">Whether it was stored; false: the run is not this attempt's any more, and the result was refused.</param>
/// <param name="State">The state that was stored.</param>
/// <param name="WakeAt">Of a run that waits, when it is to be taken up.</param>
public sealed record CompletionResult(bool Recorded, RunState State, DateTimeOffset? WakeAt)
{
    /// <summary>The schedule that was paused, since with this run too many have failed in a row.</summary>
    public StoppedSchedule? Paused { get; init; }

    /// <summary>Whether it was not stored since a transaction of others holds the schedule, in which its end is to be counted: it is to be sent again.</summary>
    public bool IsBusy { get; init; }

    /// <summary>The run of the same schedule that had waited for this one to end, and may now be taken up.</summary>
    public RunHead? Promoted { get; init; }
}
