namespace Scheduling.Storage;

/// <summary>Ends of runs that are told to the job by a run of its own.</summary>
[Flags]
public enum Callbacks
{
    /// <summary>None is.</summary>
    None = 0,

    /// <summary>That a run has succeeded.</summary>
    Succeeded = 1,

    /// <summary>That a run has failed for good.</summary>
    Failed = 2,

    /// <summary>That a run was cancelled.</summary>
    Cancelled = 4,

    /// <summary>That occurrences were missed.</summary>
    Missed = 8,
}
