namespace Scheduling.Jobs;

/// <summary>Why there is a run.</summary>
public enum RunCause
{
    /// <summary>Its occurrence fell due.</summary>
    Due,

    /// <summary>Somebody asked for it: <c>IScheduler.TriggerAsync</c>.</summary>
    Triggered,

    /// <summary>Somebody asked for occurrences of the past: <c>IScheduler.BackfillAsync</c>.</summary>
    Backfilled,

    /// <summary>It tells of the end of another run: <c>OnSucceeded</c>, <c>OnFailed</c>, <c>OnCancelled</c>, <c>OnMissed</c>.</summary>
    Callback,
}
