using Scheduling.Chaining;
using Scheduling.Diagnostics;
using Scheduling.Hosting;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Describing;

/// <summary>Tells all about one schedule, in a few reads of the store.</summary>
internal sealed class DescribeSchedules(CountingStore store, JobRegistry jobs, DefinitionResolver resolver, NodeClock clock)
{
    /// <summary>How many occurrences, and how many runs, may be asked for.</summary>
    public const int Most = 1_000;

    public async Task<ScheduleDescription?> DescribeAsync(string scheduleId, int upcoming, int recent, CancellationToken cancellationToken)
    {
        DefinitionRules.CheckId(scheduleId);
        CheckCount(upcoming, nameof(upcoming));
        CheckCount(recent, nameof(recent));
        var (rows, now) = await store.GetAsync([scheduleId], cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0)
        {
            return null;
        }

        var schedule = ScheduleView.Of(rows[0]);
        var open = await ReadOpenAsync(scheduleId, rows[0].Incarnation, cancellationToken).ConfigureAwait(false);
        var ended = await ReadEndedAsync(scheduleId, rows[0].Incarnation, recent, cancellationToken).ConfigureAwait(false);
        var (standing, explanation) = Standing.Of(schedule, open, jobs.Has(schedule.Job), now);
        return new ScheduleDescription
        {
            Schedule = schedule,
            Standing = standing,
            Explanation = explanation,
            Upcoming = Describing.Preview.Of(rows[0], schedule.Recurrence, upcoming, now),
            OpenRuns = open,
            RecentRuns = ended,
        };
    }

    /// <summary>What a definition would bring if it were saved now.</summary>
    public IReadOnlyList<UpcomingOccurrence> Preview(ScheduleDefinition definition, int count)
    {
        CheckCount(count, nameof(count));
        var now = clock.StoreNow;
        var write = resolver.Create(definition, declaredInCode: false, now);
        ChainRules rules = new(write.Id, RecurrenceText.Read(write.Recurrence), write.CatchUp, write.CatchUpWindow);
        return Describing.Preview.Of(rules, now, count);
    }

    public static void CheckCount(int count, string what)
    {
        if (count is < 0 or > Most)
        {
            throw new ArgumentOutOfRangeException(what, count, $"{count:N0} is not a number that can be asked for. Use 0 to {Most:N0}.");
        }
    }

    private async Task<List<Run>> ReadOpenAsync(string scheduleId, long incarnation, CancellationToken cancellationToken)
    {
        List<StoredRun> open = [];
        foreach (var state in new[] { RunState.Claimed, RunState.Waiting, RunState.Buffered })
        {
            var (runs, _) = await store.ListRunsAsync(new RunFilter { ScheduleId = scheduleId, State = state }, null, Most, cancellationToken).ConfigureAwait(false);
            open.AddRange(runs.Where(run => run.Incarnation == incarnation));
        }

        return [.. open.OrderByDescending(run => run.Id).Select(RunView.Of)];
    }

    private async Task<List<Run>> ReadEndedAsync(string scheduleId, long incarnation, int recent, CancellationToken cancellationToken)
    {
        const int Page = 200;
        RunFilter filter = new() { ScheduleId = scheduleId };
        List<Run> ended = [];
        Guid? before = null;
        for (var isMore = recent > 0; isMore;)
        {
            var (page, _) = await store.ListRunsAsync(filter, before, Page, cancellationToken).ConfigureAwait(false);
            ended.AddRange(page.Where(run => run.Incarnation == incarnation && run.State is not (RunState.Claimed or RunState.Waiting or RunState.Buffered)).Select(RunView.Of));
            before = page.Count > 0 ? page[^1].Id : null;
            isMore = page.Count == Page && ended.Count < recent;
        }

        return [.. ended.Take(recent)];
    }
}
