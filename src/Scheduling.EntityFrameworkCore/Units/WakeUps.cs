using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Reads what wakes next, and what is due.</summary>
internal static class WakeUps
{
    // Schedules first: of one that is claimed in between, its run is seen as well, where nothing keeps a transaction from seeing it.
    public static async Task<WindowPage> WindowAsync(IRows rows, WindowQuery query, CancellationToken cancellationToken)
    {
        var jobs = query.Jobs.ToHashSet(StringComparer.Ordinal);
        var schedules = await SchedulesAsync(rows, jobs, Times.Latest, query.Size + 1, cancellationToken).ConfigureAwait(false);
        var runs = await RunsAsync(rows, jobs, Times.Latest, query.Size + 1, cancellationToken).ConfigureAwait(false);
        var others = query.Strangers > 0 ? await rows.OtherJobsAsync(jobs, query.Strangers, cancellationToken).ConfigureAwait(false) : [];
        var strangers = await SchedulesAsync(rows, others, Times.Latest, query.Strangers, cancellationToken).ConfigureAwait(false);
        return WindowMerge.Of(schedules, runs, query.Size, strangers);
    }

    public static async Task<DuePage> DueAsync(IRows rows, DueQuery query, CancellationToken cancellationToken)
    {
        // What is due beyond the limit may be told of because it was named: so many more must be looked at to know whether others are.
        var beyond = query.ScheduleIds.Count + 1;
        var jobs = query.Jobs.ToHashSet(StringComparer.Ordinal);
        var due = await SchedulesAsync(rows, jobs, rows.Now, query.Limit + beyond, cancellationToken).ConfigureAwait(false);
        var named = await ScheduleSet.LoadAsync(rows, query.ScheduleIds, cancellationToken).ConfigureAwait(false);
        var runs = await RunsAsync(rows, jobs, rows.Now, query.Limit + 1, cancellationToken).ConfigureAwait(false);
        return DueMerge.Of(
            due, runs, [.. query.ScheduleIds.Distinct(StringComparer.Ordinal).Select(named.Find).Select(row => row?.ToHead()).OfType<ScheduleHead>()], query.Limit);
    }

    private static Task<List<ScheduleHead>> SchedulesAsync(
        IRows rows, IEnumerable<string> jobs, DateTime upTo, int limit, CancellationToken cancellationToken) => EarliestAsync(
            jobs, upTo, limit, (job, last) => rows.DueAsync(job, last, limit, cancellationToken), head => head.NextDue,
            (a, b) => IdOrder.Instance.Compare(a.Id, b.Id));

    private static Task<List<RunHead>> RunsAsync(IRows rows, IEnumerable<string> jobs, DateTime upTo, int limit, CancellationToken cancellationToken) =>
        EarliestAsync(
            jobs, upTo, limit, (job, last) => rows.LeasesAsync(job, last, limit, cancellationToken), head => head.LeaseUntil,
            (a, b) => a.Id.CompareTo(b.Id));

    /// <summary>The earliest of several jobs: one look into an index for each, no further than what the others have left room for.</summary>
    private static async Task<List<T>> EarliestAsync<T>(
        IEnumerable<string> jobs, DateTime upTo, int limit, Func<string, DateTime, Task<IReadOnlyList<T>>> read, Func<T, DateTimeOffset> time, Comparison<T> byId)
    {
        List<T> earliest = [];
        foreach (var job in jobs)
        {
            var rows = await read(job, earliest.Count == limit && limit > 0 ? Times.Column(time(earliest[^1])) : upTo).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                continue;
            }

            earliest.AddRange(rows);
            earliest.Sort((a, b) => time(a).CompareTo(time(b)) is var order && order != 0 ? order : byId(a, b));
            earliest.RemoveRange(Math.Min(limit, earliest.Count), Math.Max(0, earliest.Count - limit));
        }

        return earliest;
    }
}
