using Microsoft.EntityFrameworkCore;
using Scheduling.Schedules;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Nodes;

namespace Scheduling.WorkflowApi.Workflows;

/// <summary>Changes workflows and the schedules of their nodes together.</summary>
internal sealed class WorkflowService(IDbContextFactory<WorkflowContext> contexts, IScheduler scheduler)
{
    /// <summary>Creates the workflow or replaces it. The schedules of nodes that vanish, or that have none any more, are cancelled in the same transaction.</summary>
    public async Task<WorkflowChange> PutAsync(string id, WorkflowRequest request, CancellationToken cancellationToken)
    {
        var wanted = Checked(id, request);
        var scheduled = request.Nodes?.Where(node => node.Schedule is not null).ToArray() ?? [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var removed = await StoreAsync(db, id, request.Title, wanted, cancellationToken);

        var schedules = scheduler.Using(db);
        var unscheduled = removed.Concat(wanted.Keys).Except(scheduled.Select(node => node.Key), StringComparer.Ordinal);
        var pending = await schedules.DeleteAsync(
            new ScheduleFilter
            {
                Group = id,
                Names = [.. NodeSchedules.Of(id, unscheduled).Names!, .. scheduled.Select(node => NodeSchedules.FirstOf(node.Key))],
            },
            cancellationToken);
        await schedules.SaveAsync(
            scheduled.Select(node => NodeSchedules.Define(id, node.Key, node.Schedule!.Recurrence(node.Key), node.Schedule.Payload)), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        // Only after the commit: once this is known, no run of the cancelled schedules starts any more.
        return new WorkflowChange(id, removed, await pending.Confirmation.WaitAsync(cancellationToken));
    }

    /// <summary>Null if there is none.</summary>
    public async Task<WorkflowView?> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var workflow = await db.Workflows.AsNoTracking().Include(row => row.Nodes).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (workflow is null)
        {
            return null;
        }

        Dictionary<string, Schedule> schedules = new(StringComparer.Ordinal);
        await foreach (var schedule in scheduler.ListAsync(new ScheduleFilter { Group = id }, cancellationToken))
        {
            schedules[schedule.Id] = schedule;
        }

        return new WorkflowView(
            id,
            workflow.Title,
            [
                .. workflow.Nodes.OrderBy(node => node.Key, StringComparer.Ordinal)
                    .Select(node => NodeView.Of(node.Key, node.Title, schedules.GetValueOrDefault(NodeSchedules.IdOf(id, node.Key)))),
            ]);
    }

    /// <summary>Deletes the workflow and, in the same transaction, every schedule of it; null if there is none.</summary>
    public async Task<WorkflowChange?> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var workflow = await db.Workflows.Include(row => row.Nodes).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (workflow is null)
        {
            return null;
        }

        string[] removed = [.. workflow.Nodes.Select(node => node.Key).Order(StringComparer.Ordinal)];
        var pending = await scheduler.Using(db).DeleteAsync(new ScheduleFilter { Group = id }, cancellationToken);
        db.Workflows.Remove(workflow);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new WorkflowChange(id, removed, await pending.Confirmation.WaitAsync(cancellationToken));
    }

    private static Dictionary<string, NodeRequest> Checked(string id, WorkflowRequest request)
    {
        NodeSchedules.CheckKey(id, "workflow id");
        Dictionary<string, NodeRequest> nodes = new(StringComparer.Ordinal);
        foreach (var node in request.Nodes ?? [])
        {
            NodeSchedules.CheckKey(node.Key, "node key");
            if (!nodes.TryAdd(node.Key, node))
            {
                throw new ArgumentException($"The node '{node.Key}' stands twice in the workflow. Give each node a key of its own.");
            }
        }

        return nodes;
    }

    private static async Task<string[]> StoreAsync(
        WorkflowContext db, string id, string? title, Dictionary<string, NodeRequest> wanted, CancellationToken cancellationToken)
    {
        var workflow = await db.Workflows.Include(row => row.Nodes).SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (workflow is null)
        {
            workflow = new Workflow { Id = id };
            db.Workflows.Add(workflow);
        }

        workflow.Title = title;
        workflow.Version++;
        var present = workflow.Nodes.ToDictionary(node => node.Key, StringComparer.Ordinal);
        foreach (var node in wanted.Values)
        {
            if (!present.TryGetValue(node.Key, out var row))
            {
                row = new WorkflowNode { WorkflowId = id, Key = node.Key };
                workflow.Nodes.Add(row);
            }

            row.Title = node.Title;
        }

        var gone = present.Values.Where(node => !wanted.ContainsKey(node.Key)).OrderBy(node => node.Key, StringComparer.Ordinal).ToArray();
        db.Nodes.RemoveRange(gone);
        return [.. gone.Select(node => node.Key)];
    }
}
