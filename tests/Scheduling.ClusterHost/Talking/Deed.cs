namespace Scheduling.ClusterHost.Talking;

/// <summary>What the host is to do.</summary>
public enum Deed
{
    Save,
    Delete,
    Pause,
    Resume,

    /// <summary>Sends the event <c>schedule/cancel</c>.</summary>
    Cancel,

    /// <summary>Stops the host in good order.</summary>
    Stop,
}
