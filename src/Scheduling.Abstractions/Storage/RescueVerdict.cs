namespace Scheduling.Storage;

/// <summary>What became of a <see cref="Rescue"/>.</summary>
public enum RescueVerdict
{
    /// <summary>The run is held by another, is not due, or has ended: nothing was done.</summary>
    Refused,

    /// <summary>The run is this node's, on its next attempt.</summary>
    Rescued,

    /// <summary>It was to be stopped, and has ended as cancelled.</summary>
    Cancelled,

    /// <summary>Too many attempts were lost with their node; it has ended as failed.</summary>
    Poisoned,
}
