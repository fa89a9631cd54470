namespace Scheduling.Schedules;

/// <summary>What happens to an occurrence that falls due while an earlier run of the same schedule is open: claimed, waiting for a retry, or buffered.</summary>
/// <remarks>The names are those of Temporal's schedules, and so is what they mean.</remarks>
public enum OverlapPolicy
{
    /// <summary>The occurrence is not run; it is counted as <see cref="Jobs.RunOutcome.SkippedOverlap"/>.</summary>
    Skip,

    /// <summary>The occurrence runs beside the earlier one.</summary>
    AllowAll,

    /// <summary>One occurrence at the most waits for the earlier run to end, and runs then; further ones meanwhile are skipped as with <see cref="Skip"/>.</summary>
    BufferOne,

    /// <summary>Each occurrence waits for those before it to end, in order, up to the definition's buffer limit; further ones are skipped as with <see cref="Skip"/>.</summary>
    BufferAll,

    /// <summary>
    /// The earlier run is cancelled, its handler's token at once, and the occurrence runs when it has ended. An occurrence that still waits for that is itself cancelled by the next one.
    /// </summary>
    CancelOther,
}
