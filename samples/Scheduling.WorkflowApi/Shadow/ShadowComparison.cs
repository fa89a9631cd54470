using Microsoft.EntityFrameworkCore;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Nodes;

namespace Scheduling.WorkflowApi.Shadow;

/// <summary>Compares what the poller has run with what schedules in shadow mode would have.</summary>
internal sealed class ShadowComparison(IDbContextFactory<WorkflowContext> contexts, TimeProvider time)
{
    // The poller looks once a minute, and needs a while for what it finds: what is younger it may not have run yet.
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(2);

    public async Task<ShadowReport> CompareAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var until = time.GetUtcNow() - s_settling;
        List<ShadowDifference> differences = [];
        var (both, polledLateness, shadowLateness) = (0, TimeSpan.Zero, TimeSpan.Zero);
        await foreach (var row in db.MigratedJobs.AsNoTracking().Where(row => row.Shadow).OrderBy(row => row.ScheduleId).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var (polled, shadow) = await ReadAsync(row, until, cancellationToken);
            both += polled.Keys.Intersect(shadow.Keys).Count();
            differences.AddRange(polled.Keys.Except(shadow.Keys).Select(due => new ShadowDifference(row.ScheduleId, due, IsOnlyPolled: true)));
            differences.AddRange(shadow.Keys.Except(polled.Keys).Select(due => new ShadowDifference(row.ScheduleId, due, IsOnlyPolled: false)));
            polledLateness = Latest(polled, polledLateness);
            shadowLateness = Latest(shadow, shadowLateness);
        }

        return new(both, [.. differences.OrderBy(difference => difference.Due)], polledLateness, shadowLateness);
    }

    private static TimeSpan Latest(Dictionary<DateTimeOffset, DateTimeOffset> runs, TimeSpan latest) =>
        runs.Select(run => run.Value - run.Key).Append(latest).Max();

    // When each of the two has run what was due, since the row was taken over.
    private async Task<(Dictionary<DateTimeOffset, DateTimeOffset> Polled, Dictionary<DateTimeOffset, DateTimeOffset> Shadow)> ReadAsync(
        MigratedJob row, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (from, first) = (row.Continues, NodeSchedules.FirstOf(row.ScheduleId));
        var polled = await db.PolledRuns.AsNoTracking().Where(run => run.JobId == row.PolledId && run.Due >= from && run.Due <= until).ToListAsync(cancellationToken);
        var shadow = await db.ShadowRuns.AsNoTracking()
            .Where(run => (run.ScheduleId == row.ScheduleId || run.ScheduleId == first) && run.Occurrence >= from && run.Occurrence <= until)
            .ToListAsync(cancellationToken);
        return (ByTime(polled.Select(run => (run.Due, run.RanAt))), ByTime(shadow.Select(run => (run.Occurrence, run.StartedAt))));
    }

    private static Dictionary<DateTimeOffset, DateTimeOffset> ByTime(IEnumerable<(DateTimeOffset Due, DateTimeOffset Ran)> runs) =>
        runs.GroupBy(run => run.Due).ToDictionary(runsAt => runsAt.Key, runsAt => runsAt.Min(run => run.Ran));
}
