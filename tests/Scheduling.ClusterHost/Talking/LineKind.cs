namespace Scheduling.ClusterHost.Talking;

/// <summary>What a line of the host is about.</summary>
public enum LineKind
{
    /// <summary>The host has started.</summary>
    Ready,

    /// <summary>The answer to a command.</summary>
    Reply,

    /// <summary>A handler has begun.</summary>
    Started,

    /// <summary>A handler was told to stop.</summary>
    Halted,

    /// <summary>A warning of the library, or worse.</summary>
    Log,

    /// <summary>The host has stopped in good order.</summary>
    Stopped,
}
