using Microsoft.EntityFrameworkCore;
using Scheduling.Schedules;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Nodes;

namespace Scheduling.WorkflowApi.Workflows;

/// <summary>Changes the schedule of one node.</summary>
internal sealed class NodeScheduleService(IDbContextFactory<WorkflowContext> contexts, IScheduler scheduler)
{
    /// <summary>Null if there is no such node.</summary>
    public async Task<NodeView?> SaveAsync(string workflow, string key, ScheduleRequest request, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // In a transaction, so that the node is not deleted between the look and the save: its schedule would outlive it.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = await db.Workflows.Include(found => found.Nodes.Where(node => node.Key == key)).SingleOrDefaultAsync(found => found.Id == workflow, cancellationToken);
        if (row?.Nodes.SingleOrDefault() is not { } node)
        {
            return null;
        }

        row.Version++;
        await db.SaveChangesAsync(cancellationToken);
        var schedules = scheduler.Using(db);
        await schedules.DeleteAsync(new ScheduleFilter { Group = workflow, Names = [NodeSchedules.FirstOf(key)] }, cancellationToken);
        var saved = await schedules.SaveAsync(NodeSchedules.Define(workflow, key, request.Recurrence(key), request.Payload), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return NodeView.Of(key, node.Title, saved);
    }

    public Task<CancelResult> DeleteAsync(string workflow, string key, CancellationToken cancellationToken) =>
        scheduler.DeleteAsync(NodeSchedules.Of(workflow, key), cancellationToken);

    /// <summary>Null if the node has no schedule.</summary>
    public async Task<ToggleAnswer?> ToggleAsync(string workflow, string key, bool enabled, CancellationToken cancellationToken)
    {
        var (cancelled, any) = (CancelResult.None, false);
        await foreach (var schedule in scheduler.ListAsync(NodeSchedules.Of(workflow, key), cancellationToken))
        {
            any = true;
            if (enabled)
            {
                await scheduler.ResumeAsync(schedule.Id, cancellationToken);
                continue;
            }

            var stopped = await scheduler.PauseAsync(schedule.Id, "switched off by its user", cancellationToken);
            cancelled = new CancelResult(
                cancelled.Schedules + stopped.Schedules,
                cancelled.Asleep + stopped.Asleep,
                cancelled.StoppedBeforeStart + stopped.StoppedBeforeStart,
                cancelled.SignalledRunning + stopped.SignalledRunning);
        }

        var now = any ? await scheduler.GetAsync(NodeSchedules.IdOf(workflow, key), cancellationToken) : null;
        return now is null ? null : new ToggleAnswer(NodeView.Of(key, null, now), cancelled);
    }
}
