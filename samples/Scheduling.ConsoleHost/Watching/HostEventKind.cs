namespace Scheduling.ConsoleHost.Watching;

/// <summary>What happened.</summary>
internal enum HostEventKind
{
    /// <summary>A handler started.</summary>
    Started,

    /// <summary>A handler returned.</summary>
    Ended,

    /// <summary>A handler threw.</summary>
    Failed,

    /// <summary>A handler was stopped by a delete, pause or cancel, or because the host stops.</summary>
    Cancelled,

    /// <summary>A job wrote a line.</summary>
    Wrote,

    /// <summary>The host says something.</summary>
    Told,
}
