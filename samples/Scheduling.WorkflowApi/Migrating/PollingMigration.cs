using Microsoft.EntityFrameworkCore;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Nodes;

namespace Scheduling.WorkflowApi.Migrating;

/// <summary>Takes polled rows over, a batch in a transaction. The polled table itself is only read.</summary>
/// <remarks>
/// What has been taken over stands in <c>migrated_jobs</c>, written with the schedules. Ids that are the same each time would make a second run harmless too, but it would bring back a schedule that
/// its user has deleted since, and undo what was changed.
/// </remarks>
internal sealed class PollingMigration(IDbContextFactory<WorkflowContext> contexts, IScheduler scheduler, IScheduleStore store)
{
    private const int Batch = 50;

    public async Task<MigrationReport> RunAsync(MigrationOptions options, CancellationToken cancellationToken)
    {
        // As a node that starts would: a process that has an SQLite file keeps this one out, instead of never hearing of the new schedules.
        await store.OpenAsync(new Dictionary<string, string>(), cancellationToken);

        MigrationReport report = new();
        HashSet<string> nodes = new(StringComparer.Ordinal);
        for (long? after = null; ;)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var page = await db.PolledJobs.AsNoTracking().Where(row => after == null || row.Id > after).OrderBy(row => row.Id).Take(Batch).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                return report;
            }

            List<PolledJob> open = [];
            foreach (var row in page)
            {
                if (!row.Enabled)
                {
                    await LeaveDisabledAsync(row, options, report, cancellationToken);
                }
                else if (!nodes.Add(NodeSchedules.IdOf(row.Workflow, row.Node)))
                {
                    report.Skip(row.Id, $"The node {row.Node} of {row.Workflow} has an earlier row. Make one row of the two.", isBad: true);
                }
                else if (await WhyNotAsync(db, row, options, cancellationToken) is not { } reason)
                {
                    open.Add(row);
                }
                else if (reason.Length == 0)
                {
                    report.LeaveUnchanged();
                }
                else
                {
                    report.Skip(row.Id, reason, isBad: true);
                }
            }

            await StartAsync(open, options, report, cancellationToken);
            after = page[^1].Id;
        }
    }

    // Null for a row that is to be started, empty for one that has been, else the reason.
    private async Task<string?> WhyNotAsync(WorkflowContext db, PolledJob row, MigrationOptions options, CancellationToken cancellationToken)
    {
        var before = await db.MigratedJobs.AsNoTracking().SingleOrDefaultAsync(migrated => migrated.PolledId == row.Id, cancellationToken);
        var isSame = before?.Fingerprint == PolledRow.Fingerprint(row);
        if (before is not null && isSame && (options.Shadow || !before.Shadow))
        {
            return "";
        }

        if (before is { Shadow: false })
        {
            return "It was changed after it had been taken over. Change the schedule through the API instead.";
        }

        if (!await db.Nodes.AnyAsync(node => node.WorkflowId == row.Workflow && node.Key == row.Node, cancellationToken))
        {
            return $"It belongs to the node {row.Node} of {row.Workflow}, which does not exist. Delete the row.";
        }

        return before is null && await HasScheduleAsync(row, cancellationToken)
            ? $"The node {row.Node} of {row.Workflow} has a schedule that does not come from here. Delete that, or switch the row off."
            : null;
    }

    // The library refuses ids that it would not store.
    private async Task<bool> HasScheduleAsync(PolledJob row, CancellationToken cancellationToken)
    {
        try
        {
            return await scheduler.GetAsync(NodeSchedules.IdOf(row.Workflow, row.Node), cancellationToken) is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // One bad row makes the library refuse the batch; then each is tried alone, so that the others are started and the bad one has its reason.
    private async Task StartAsync(List<PolledJob> rows, MigrationOptions options, MigrationReport report, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        try
        {
            report.Start(rows.Count, await SaveAsync(rows, options, cancellationToken));
        }
        catch (ArgumentException refused) when (rows.Count == 1)
        {
            report.Skip(rows[0].Id, refused.Message, isBad: true);
        }
        catch (ArgumentException)
        {
            foreach (var row in rows)
            {
                await StartAsync([row], options, report, cancellationToken);
            }
        }
    }

    private async Task<int> SaveAsync(List<PolledJob> rows, MigrationOptions options, CancellationToken cancellationToken)
    {
        ScheduleDefinition[] definitions = [.. rows.Select(row => PolledRow.Lasting(row, options.Shadow))];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var schedules = scheduler.Using(db);
        var saved = await schedules.SaveAsync(definitions, cancellationToken);
        ScheduleDefinition[] firsts = [.. rows.Zip(saved, (row, schedule) => PolledRow.First(row, schedule, options.Shadow)).OfType<ScheduleDefinition>()];
        foreach (var row in rows)
        {
            // One that shadow mode has left would be replaced, and a replacement never makes a past occurrence run; what is new does.
            if (await RememberAsync(db, row, options.Shadow, cancellationToken))
            {
                await schedules.DeleteAsync(NodeSchedules.FirstOf(NodeSchedules.IdOf(row.Workflow, row.Node)), cancellationToken);
            }
        }

        await schedules.SaveAsync(firsts, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        // A dry run does all of it, so that the library says what it would refuse, and takes it back.
        await (options.DryRun ? transaction.RollbackAsync(cancellationToken) : transaction.CommitAsync(cancellationToken));
        return firsts.Length;
    }

    /// <returns>Whether the row had been taken over before.</returns>
    private static async Task<bool> RememberAsync(WorkflowContext db, PolledJob row, bool shadow, CancellationToken cancellationToken)
    {
        var before = await db.MigratedJobs.FindAsync([row.Id], cancellationToken);
        if (before is null)
        {
            db.MigratedJobs.Add(new MigratedJob
            {
                PolledId = row.Id,
                ScheduleId = NodeSchedules.IdOf(row.Workflow, row.Node),
                Fingerprint = PolledRow.Fingerprint(row),
                Shadow = shadow,
                Continues = PolledRow.NextRun(row),
            });
            return false;
        }

        (before.Fingerprint, before.Shadow, before.Continues) = (PolledRow.Fingerprint(row), shadow, PolledRow.NextRun(row));
        return true;
    }

    // As long as the poller is the one that runs, what its users switch off there ends here.
    private async Task LeaveDisabledAsync(PolledJob row, MigrationOptions options, MigrationReport report, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var shadow = await db.MigratedJobs.SingleOrDefaultAsync(migrated => migrated.PolledId == row.Id && migrated.Shadow, cancellationToken);
        if (shadow is null)
        {
            report.Skip(row.Id, "It is switched off.", isBad: false);
            return;
        }

        await scheduler.Using(db).DeleteAsync(NodeSchedules.Of(row.Workflow, row.Node), cancellationToken);
        db.MigratedJobs.Remove(shadow);
        await db.SaveChangesAsync(cancellationToken);
        await (options.DryRun ? transaction.RollbackAsync(cancellationToken) : transaction.CommitAsync(cancellationToken));
        report.Skip(row.Id, "It has been switched off since; its shadow is deleted.", isBad: false);
    }
}
