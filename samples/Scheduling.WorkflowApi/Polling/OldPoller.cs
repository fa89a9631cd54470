using Cronos;
using Microsoft.EntityFrameworkCore;
using Scheduling.WorkflowApi.Data;

namespace Scheduling.WorkflowApi.Polling;

/// <summary>What the old application does each minute: looks for rows that are due, runs them, and computes when they are due again.</summary>
internal sealed class OldPoller(IDbContextFactory<WorkflowContext> contexts, TimeProvider time)
{
    /// <returns>How many rows it has run.</returns>
    public async Task<int> PollAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = await db.PolledJobs.Where(row => row.Enabled && row.NextRun <= now).ToListAsync(cancellationToken);
        foreach (var row in due)
        {
            db.PolledRuns.Add(new PolledRun { JobId = row.Id, Due = row.NextRun!.Value, RanAt = now });
            row.NextRun = Next(row.Cron, row.Zone, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return due.Count;
    }

    /// <summary>Null for what it can't read: such a row never runs again, and nobody is told.</summary>
    public static DateTimeOffset? Next(string cron, string zone, DateTimeOffset after)
    {
        try
        {
            return CronExpression.Parse(cron).GetNextOccurrence(after, TimeZoneInfo.FindSystemTimeZoneById(zone))?.ToUniversalTime();
        }
        catch (Exception unreadable) when (unreadable is CronFormatException or TimeZoneNotFoundException)
        {
            return null;
        }
    }
}
