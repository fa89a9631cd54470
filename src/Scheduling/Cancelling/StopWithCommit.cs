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
        var waiting = scope.AfterCommit(() => FollowAsync(command, result.Schedules));
        return new PendingCancel(result.Schedules.Count, TransactionEnd.Unobserved(waiting.Unwrap()));
    }

    // What comes after it in the transaction is told without waiting for the runs' holders.
    private async Task<Task<CancelResult>> FollowAsync(StopCommand command, IReadOnlyList<StoppedSchedule> stopped)
    {
        await stopping.TellAsync(command.Action, stopped).ConfigureAwait(false);
        try
        {
            var others = await UntouchedAsync(command, stopped).ConfigureAwait(false);
            var runs = new StopCommand(command.Action, command.Cancel) { StoppedBefore = [.. stopped, .. others] };
            return runs.StoppedBefore.Count == 0
                ? Task.FromResult(CancelResult.None)
                : await stopping.StopRunsAsync(runs, stopped).ConfigureAwait(false);
        }
        catch (Exception unreachable)
        {
            throw new CancelUnconfirmedException(
                $"{stopped.Count} schedules are stopped with the commit, but the store can't be asked to stop their runs: those that were claimed before may yet start, and those that run go on. "
                + "To have them stopped, delete or pause the schedules by their ids again.",
                unreachable);
        }
    }

    // Whoever names an id is told of its open runs, whatever became of the schedule. Naming it again would stop what has been saved under it since, so only earlier claims
    // are meant: of a deleted id, those of the lives before the present one; of one that was not active, all, or if it has become active since, those before its present version.
    private async Task<IEnumerable<StoppedSchedule>> UntouchedAsync(StopCommand command, IReadOnlyList<StoppedSchedule> stopped)
    {
        string[] ids = [.. command.Ids.Except(stopped.Select(schedule => schedule.Id), StringComparer.Ordinal)];
        if (ids.Length == 0)
        {
            return [];
        }

        var (rows, _) = await store.GetAsync(ids, CancellationToken.None).ConfigureAwait(false);
        var present = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);
        return ids.Select(id => new StoppedSchedule(id, present.GetValueOrDefault(id) switch
        {
            null => long.MaxValue,
            var row when command.Action == StopAction.Delete => row.Incarnation,
            { State: ScheduleState.Active } row => row.Version,
            _ => long.MaxValue,
        }));
    }
}
