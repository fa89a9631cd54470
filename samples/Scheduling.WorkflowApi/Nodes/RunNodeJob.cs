using Microsoft.EntityFrameworkCore;
using Scheduling.Jobs;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Shadow;

namespace Scheduling.WorkflowApi.Nodes;

/// <summary>Runs a node. Its effect is a row in the application's own database; in shadow mode it has none.</summary>
/// <param name="db">The context of the run's scope.</param>
/// <param name="shadow">Whether the whole host only records.</param>
/// <param name="time">The clock.</param>
internal sealed class RunNodeJob(WorkflowContext db, ShadowMode shadow, TimeProvider time) : IScheduledJob<RunNodePayload>
{
    public async Task RunAsync(RunNodePayload payload, RunContext run, CancellationToken cancellationToken)
    {
        if (payload.Shadow || shadow.IsOn)
        {
            db.ShadowRuns.Add(new ShadowRun
            {
                IdempotencyKey = run.IdempotencyKey,
                ScheduleId = run.ScheduleId,
                WorkflowId = payload.Workflow,
                NodeKey = payload.Node,
                Occurrence = run.Occurrence,
                StartedAt = run.StartedAt,
            });
            await SaveOnceAsync(() => db.ShadowRuns.AnyAsync(done => done.IdempotencyKey == run.IdempotencyKey, cancellationToken), cancellationToken);
            return;
        }

        // What a node does for its user belongs here, in the same transaction as the row.
        db.Effects.Add(new NodeEffect
        {
            IdempotencyKey = run.IdempotencyKey,
            WorkflowId = payload.Workflow,
            NodeKey = payload.Node,
            Occurrence = run.Occurrence,
            DoneAt = time.GetUtcNow(),
            Text = payload.Text,
        });
        await SaveOnceAsync(() => db.Effects.AnyAsync(done => done.IdempotencyKey == run.IdempotencyKey, cancellationToken), cancellationToken);
    }

    // An earlier attempt may have come so far that its effect is stored, and then have lost its process or its lease. The key is unique: only one of them can store it.
    private async Task SaveOnceAsync(Func<Task<bool>> isDone, CancellationToken cancellationToken)
    {
        if (await isDone())
        {
            return;
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException)
        {
            if (!await isDone())
            {
                throw;
            }
        }
    }
}
