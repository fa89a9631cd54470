namespace Scheduling.Storage;

/// <summary>What became of a <see cref="Claim"/>.</summary>
public enum ClaimVerdict
{
    /// <summary>The schedule has changed, is not due, or is not active: nothing was done.</summary>
    Refused,

    /// <summary>The occurrence is this node's to run.</summary>
    Claimed,

    /// <summary>An earlier run is open: the schedule went on to its next occurrence without a run.</summary>
    SkippedOverlap,

    /// <summary>A transaction that is not over holds the schedule: nothing was done, and the same claim may soon succeed.</summary>
    Busy,

    /// <summary>An earlier run is open: the schedule went on to its next occurrence, and the run waits for the earlier one to end.</summary>
    Buffered,

    /// <summary>The schedule went on to its next occurrence without a run, as was asked.</summary>
    PassedOver,
}
