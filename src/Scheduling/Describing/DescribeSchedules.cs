using Scheduling.Chaining;
using Scheduling.Diagnostics;
using Scheduling.Hosting;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Describing;

/// <summary>Tells all about one schedule: two reads of the store.</summary>
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
        List<Run> open = [];
        List<Run> ended = [];
        await ReadRunsAsync(scheduleId, rows[0].Incarnation, open, ended, recent, cancellationToken).ConfigureAwait(false);
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

    // Open runs and ended ones stand in one list, the newest first: it is read until there are enough of the latter and none of the former can follow.
    private async Task ReadRunsAsync(string scheduleId, long incarnation, List<Run> open, List<Run> ended, int recent, CancellationToken cancellationToken)
    {
        const int Page = 200;
        RunFilter filter = new() { ScheduleId = scheduleId };
        Guid? before = null;
        IReadOnlyList<StoredRun> page;
        do
        {
            (page, _) = await store.ListRunsAsync(filter, before, Page, cancellationToken).ConfigureAwait(false);
            foreach (var run in page.Where(run => run.Incarnation == incarnation))
            {
                if (run.State is RunState.Claimed or RunState.Waiting or RunState.Buffered)
                {
                    open.Add(RunView.Of(run));
                }
                else if (ended.Count < recent)
                {
                    ended.Add(RunView.Of(run));
                }
            }

            before = page.Count > 0 ? page[^1].Id : null;
        }
        while (page.Count == Page);
    }
}
