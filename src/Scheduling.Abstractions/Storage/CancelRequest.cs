namespace Scheduling.Storage;

/// <summary>Whether a run is to be stopped. The greater one is the stronger.</summary>
public enum CancelRequest
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>It must not start; a handler that has started is left to end. There is no further attempt.</summary>
    BeforeStart,

    /// <summary>It must not start; a handler that has started is signalled. There is no further attempt.</summary>
    Always,
}
