using Scheduling.Diagnostics;
using Scheduling.Errors;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Cancelling;

/// <summary>
/// Deletes, pauses and cancels with a transaction of the caller's, in two steps: the schedules within it, their runs after its commit. Until then the runs' rows are
/// not touched, since their nodes renew and finish them.
/// </summary>
internal sealed class StopWithCommit(CountingStore store, StopSchedules stopping)
{
    public async Task<PendingCancel> StopAsync(StopCommand? command, StoreScope scope, CancellationToken cancellationToken)
    {
        if (command is null)
        {
            return new PendingCancel(0, scope.AfterCommit(static () => Task.FromResult(CancelResult.None)));
        }

        var (result, _) = await scope.Store.StopAsync(command with { SchedulesOnly = true }, cancellationToken).ConfigureAwait(false);
        var stopped = result.Schedules;
        string[] others = [.. command.Ids.Except(stopped.Select(schedule => schedule.Id), StringComparer.Ordinal)];
        var inactive = command.Action == StopAction.Pause && others.Length > 0 ? await InactiveAsync(others, scope, cancellationToken).ConfigureAwait(false) : [];
        string[] missing = [.. others.Except(inactive.Select(schedule => schedule.Id), StringComparer.Ordinal)];
        var waiting = scope.AfterCommit(() => FollowAsync(command, stopped, inactive, missing));
        return new PendingCancel(stopped.Count, TransactionEnd.Unobserved(waiting.Unwrap()));
    }

    // Whoever names an id is told of its open runs, whatever became of the schedule. Naming it again after the commit would stop what has been saved or resumed since, so
    // of a schedule that was not active those are meant that were claimed before, as if this had stopped it.
    private static async Task<StoppedSchedule[]> InactiveAsync(string[] ids, StoreScope scope, CancellationToken cancellationToken)
    {
        var (rows, _) = await scope.Store.GetAsync(ids, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new StoppedSchedule(row.Id, row.Version))];
    }

    // Of an id that had no schedule, all those are meant that belong to earlier lives than its present one.
    private async Task<IEnumerable<StoppedSchedule>> EarlierLivesAsync(string[] ids)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var (rows, _) = await store.GetAsync(ids, CancellationToken.None).ConfigureAwait(false);
        var present = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        return ids.Select(id => new StoppedSchedule(id, present.GetValueOrDefault(id)?.Incarnation ?? long.MaxValue));
    }

    // What comes after it in the transaction is told without waiting for the runs' holders.
    private async Task<Task<CancelResult>> FollowAsync(
        StopCommand command, IReadOnlyList<StoppedSchedule> stopped, StoppedSchedule[] inactive, string[] missing)
    {
        await stopping.TellAsync(command.Action, stopped).ConfigureAwait(false);
        try
        {
            StoppedSchedule[] before = [.. stopped, .. inactive, .. await EarlierLivesAsync(missing).ConfigureAwait(false)];
            return before.Length == 0
                ? Task.FromResult(CancelResult.None)
                : await stopping.StopRunsAsync(new StopCommand(command.Action, command.Cancel) { StoppedBefore = before }, stopped).ConfigureAwait(false);
        }
        catch (Exception unreachable)
        {
            throw new CancelUnconfirmedException(
                $"{stopped.Count} schedules are stopped with the commit, but the store can't be asked to stop their runs: those that were claimed before may yet start, and those that run go on. "
                + "To have them stopped, delete or pause the schedules by their ids again.",
                unreachable);
        }
    }
}
