using Scheduling.Errors;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Cancelling;

/// <summary>
/// Deletes, pauses and cancels with a transaction of the caller's, in two steps: the schedules within it, their runs after its commit. Until then the runs' rows are
/// not touched, since their nodes renew and finish them.
/// </summary>
internal sealed class StopWithCommit(StopSchedules stopping)
{
    // More open runs of a schedule that is gone than anybody has.
    private const int Most = 10_000;

    public async Task<PendingCancel> StopAsync(StopCommand? command, StoreScope scope, CancellationToken cancellationToken)
    {
        if (command is null)
        {
            return new PendingCancel(0, scope.AfterCommit([], static _ => Task.FromResult(CancelResult.None)));
        }

        var (result, _) = await scope.Store.StopAsync(command with { SchedulesOnly = true }, cancellationToken).ConfigureAwait(false);
        var stopped = result.Schedules;
        string[] others = [.. command.Ids.Except(stopped.Select(schedule => schedule.Id), StringComparer.Ordinal)];

        // From here on the caller may commit what was stopped, so that its runs must be stopped then, whatever becomes of this.
        var idle = BeforeNowAsync(others, scope);
        var waiting = scope.AfterCommit(stopped, isTrue => FollowAsync(command, isTrue, idle));
        await idle.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new PendingCancel(stopped.Count, TransactionEnd.Unobserved(waiting.Unwrap()));
    }

    // Whoever names an id is told of its open runs, whatever became of the schedule. Naming it again after the commit would stop what has been saved or resumed since, so
    // those are meant that were claimed before: of a schedule that was not active by its version, of one that is gone by the greatest fence.
    private static async Task<IReadOnlyList<StoppedSchedule>> BeforeNowAsync(string[] ids, StoreScope scope)
    {
        if (ids.Length == 0)
        {
            return [];
        }

        var store = scope.Store;
        var (rows, _) = await store.GetAsync(ids, CancellationToken.None).ConfigureAwait(false);
        List<StoppedSchedule> before = [.. rows.Select(row => new StoppedSchedule(row.Id, row.Version))];
        foreach (var id in ids.Except(rows.Select(row => row.Id), StringComparer.Ordinal))
        {
            foreach (var state in new[] { RunState.Claimed, RunState.Waiting })
            {
                var (runs, _) = await store.ListRunsAsync(new RunFilter { ScheduleId = id, State = state }, null, Most, CancellationToken.None).ConfigureAwait(false);
                before.AddRange(runs.Select(run => new StoppedSchedule(id, run.Fence + 1)));
            }
        }

        return before;
    }

    // What comes after it in the transaction is told without waiting for the runs' holders.
    private async Task<Task<CancelResult>> FollowAsync(
        StopCommand command, IReadOnlyList<StoppedSchedule> stopped, Task<IReadOnlyList<StoppedSchedule>> idle)
    {
        await stopping.TellAsync(command.Action, stopped).ConfigureAwait(false);
        try
        {
            StoppedSchedule[] before = [.. stopped, .. await idle.ConfigureAwait(false)];
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
