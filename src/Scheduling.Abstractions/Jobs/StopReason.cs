namespace Scheduling.Jobs;

/// <summary>Why a handler's token was cancelled.</summary>
public enum StopReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>The schedule was deleted, paused, or cancelled by an event.</summary>
    Cancelled,

    /// <summary>The host is stopping; the run will be taken up again, here or on another node.</summary>
    HostStopping,

    /// <summary>The lease could not be renewed in time; another node may have taken over, and this attempt's result may be refused.</summary>
    LeaseLost,
}
