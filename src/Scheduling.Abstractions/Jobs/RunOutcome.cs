namespace Scheduling.Jobs;

/// <summary>How an occurrence ended. Every occurrence ends in exactly one of these.</summary>
public enum RunOutcome
{
    /// <summary>The handler returned.</summary>
    Succeeded,

    /// <summary>The last attempt threw, or too many attempts took their node down.</summary>
    Failed,

    /// <summary>Stopped by a delete, pause or cancel.</summary>
    Cancelled,

    /// <summary>Not run because an earlier run was open.</summary>
    SkippedOverlap,

    /// <summary>Not run because its time went by while nothing could run it.</summary>
    Missed,
}
