namespace Scheduling.Schedules;

/// <summary>What a delete, pause or cancel within the caller's transaction will have stopped once that commits.</summary>
/// <param name="schedules">See <see cref="Schedules"/>.</param>
/// <param name="confirmation">See <see cref="Confirmation"/>.</param>
public sealed class PendingCancel(int schedules, Task<CancelResult> confirmation)
{
    /// <summary>How many schedules are deleted or paused within the transaction. They are gone, or paused, when it commits, and untouched if it is rolled back.</summary>
    public int Schedules { get; } = schedules;

    /// <summary>
    /// Completes after the commit, when it is known of each of their runs whether it had started: from then on none of them starts. Cancelled by a rollback. Await it after
    /// the commit, never before: it can't complete while the transaction is open. Whoever does not need the promise need not await it.
    /// </summary>
    /// <exception cref="Errors.CancelUnconfirmedException">They were stopped, but whether a claimed run has started could not be learned.</exception>
    public Task<CancelResult> Confirmation { get; } = confirmation;
}
