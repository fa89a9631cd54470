namespace Scheduling.Storage;

/// <summary>What became of a <see cref="Trigger"/>.</summary>
public enum TriggerVerdict
{
    /// <summary>There is no such schedule, or it is faulted: nothing was done.</summary>
    Refused,

    /// <summary>The run waits for a node to take it up, at once.</summary>
    Accepted,

    /// <summary>The run waits for the schedule's earlier ones to end.</summary>
    Buffered,

    /// <summary>An earlier run is open: there is no run, and one more was counted as skipped.</summary>
    SkippedOverlap,

    /// <summary>There is a run under this id already, open or ended and kept: nothing was done.</summary>
    Known,
}
