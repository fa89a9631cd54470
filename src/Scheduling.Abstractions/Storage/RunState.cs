namespace Scheduling.Storage;

/// <summary>The states of a stored run.</summary>
public enum RunState
{
    /// <summary>A node holds it under a lease.</summary>
    Claimed,

    /// <summary>Nobody holds it; it waits for the time of its retry, or was handed back.</summary>
    Waiting,

    /// <summary>It ended: the handler returned.</summary>
    Succeeded,

    /// <summary>It ended: the last attempt failed, or it was poisoned.</summary>
    Failed,

    /// <summary>It ended: it was stopped.</summary>
    Cancelled,

    /// <summary>Nobody holds it; it waits for the schedule's earlier runs to end.</summary>
    Buffered,

    /// <summary>It was never claimed: it stands for the occurrences that were passed over together, and ended as it was written.</summary>
    Missed,
}
