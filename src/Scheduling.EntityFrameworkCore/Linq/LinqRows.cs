using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Linq;

/// <summary>Loads rows through LINQ.</summary>
/// <param name="context">The context.</param>
/// <param name="now">The store's clock.</param>
/// <param name="isTracking">Whether the rows are loaded to be changed.</param>
internal abstract class LinqRows(DbContext context, DateTime now, bool isTracking) : IRows
{
    // What databases take as the parameters of one statement.
    private const int AtOnce = 500;

    public DateTime Now => now;

    protected DbContext Context => context;

    protected IQueryable<ScheduleEntity> Schedules => Rows<ScheduleEntity>();

    protected IQueryable<RunEntity> Runs => Rows<RunEntity>();

    public Task<IReadOnlyList<ScheduleEntity>> SchedulesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(ids, some => Schedules.Where(row => some.Contains(row.Id)), cancellationToken);

    public async Task<IReadOnlyDictionary<string, long>> IncarnationsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(
            ids, some => Schedules.Where(row => some.Contains(row.Id)).Select(row => new { row.Id, row.Incarnation }), cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.Incarnation, StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<RunEntity>> RunsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        ReadAsync(ids, some => Runs.Where(run => some.Contains(run.Id)), cancellationToken);

    public Task<IReadOnlyList<RunEntity>> OpenRunsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) =>
        ReadAsync(scheduleIds, some => Runs.Where(run => some.Contains(run.ScheduleId) && run.EndedAt == null), cancellationToken);

    public Task<IReadOnlyList<EndedCount>> EndedCountsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) => ReadAsync(
        scheduleIds,
        some => Runs.Where(run => some.Contains(run.ScheduleId) && run.EndedAt != null)
            .GroupBy(run => new { run.ScheduleId, run.Incarnation, run.State })
            .Select(group => new EndedCount(group.Key.ScheduleId, group.Key.Incarnation, group.Key.State, group.Count())),
        cancellationToken);

    public Task<IReadOnlyList<LastEnd>> LastEndsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) => ReadAsync(
        scheduleIds,
        some => Runs
            .Where(run => some.Contains(run.ScheduleId) && run.EndedAt != null && run.State != RunState.Missed && !context.Set<RunEntity>().Any(later =>
                later.ScheduleId == run.ScheduleId && later.Incarnation == run.Incarnation && later.EndedAt > run.EndedAt && later.State != RunState.Missed))
            .Select(run => new LastEnd(run.ScheduleId, run.Incarnation, run.Fence, run.State, run.EndedAt!.Value, run.Error)),
        cancellationToken);

    public Task<IReadOnlyList<CancelKeyEntity>> CancelKeysAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) =>
        ReadAsync(scheduleIds, some => Rows<CancelKeyEntity>().Where(key => some.Contains(key.ScheduleId)).OrderBy(key => key.Key), cancellationToken);

    public Task<IReadOnlyList<string>> WithCancelKeysAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        ReadAsync(keys, some => Rows<CancelKeyEntity>().Where(key => some.Contains(key.Key)).Select(key => key.ScheduleId), cancellationToken);

    public Task<IReadOnlyList<LabelEntity>> LabelsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) =>
        ReadAsync(scheduleIds, some => Rows<LabelEntity>().Where(label => some.Contains(label.ScheduleId)), cancellationToken);

    public async Task<IReadOnlyList<string>> MatchingAsync(ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken)
    {
        var rows = Matching(filter);
#pragma warning disable CA1309 // Translated, never called: the column's collation decides.
        rows = afterId is null ? rows : rows.Where(row => string.Compare(row.Id, afterId) > 0);
#pragma warning restore CA1309
        return await rows.OrderBy(row => row.Id).Select(row => row.Id).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task<int> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken) => Matching(filter).CountAsync(cancellationToken);

    private IQueryable<ScheduleEntity> Matching(ScheduleFilter filter)
    {
        var rows = Schedules;
        rows = filter.Group is { } group ? rows.Where(row => row.Group == group) : rows;
        rows = filter.Job is { } job ? rows.Where(row => row.Job == job) : rows;
        rows = filter.State is { } state ? rows.Where(row => row.State == state) : rows;
        rows = filter.DeclaredInCode is { } isDeclared ? rows.Where(row => row.DeclaredBy != null == isDeclared) : rows;
        rows = filter.Names is { } names ? rows.Where(row => names.Contains(row.Name)) : rows;
        rows = Times.Column(filter.DueFrom) is { } from ? rows.Where(row => row.State == ScheduleState.Active && row.NextDue >= from) : rows;
        rows = Times.Column(filter.DueBefore) is { } before ? rows.Where(row => row.State == ScheduleState.Active && row.NextDue < before) : rows;
        foreach (var (name, value) in filter.Labels)
        {
            rows = rows.Where(row => context.Set<LabelEntity>().Any(label => label.ScheduleId == row.Id && label.Name == name && label.Value == value));
        }

        return rows;
    }

    public async Task<IReadOnlyList<RunEntity>> MatchingRunsAsync(RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken)
    {
        var runs = Runs;
        runs = filter.ScheduleId is { } id ? runs.Where(run => run.ScheduleId == id) : runs;
        runs = filter.Group is { } group ? runs.Where(run => run.Group == group) : runs;
        runs = filter.Job is { } job ? runs.Where(run => run.Job == job) : runs;
        runs = filter.State is { } state ? runs.Where(run => run.State == state) : runs;
        runs = beforeId is { } before ? runs.Where(run => run.Id.CompareTo(before) < 0) : runs;
        return await runs.OrderByDescending(run => run.Id).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<ScheduleHead>> DueAsync(string job, DateTime upTo, int limit, CancellationToken cancellationToken) => await Armed
        .Where(row => row.Job == job && row.NextDue <= upTo)
        .OrderBy(row => row.NextDue).ThenBy(row => row.Id).Take(limit)
        .Select(row => new ScheduleHead(row.Id, row.Version, row.Job, row.Recurrence, row.CatchUp, Times.Told(row.NextDue!.Value), row.Owner)
        {
            NextOccurrence = Times.Told(row.NextOccurrence),
            Remaining = row.Remaining,
            CatchUpWindow = row.CatchUpWindow,
        })
        .ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<RunHead>> LeasesAsync(string job, DateTime upTo, int limit, CancellationToken cancellationToken) => await Runs
        .Where(run => run.Job == job && (run.State == RunState.Claimed || run.State == RunState.Waiting || run.State == RunState.Buffered) && run.LeaseUntil <= upTo)
        .OrderBy(run => run.LeaseUntil).ThenBy(run => run.Id).Take(limit)
        .Select(run => new RunHead(
            run.Id, run.ScheduleId, run.Job, run.Attempt, run.State, Times.Told(run.LeaseUntil), run.Node, run.Started, run.Cancel))
        .ToListAsync(cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<string>> OtherJobsAsync(IReadOnlyCollection<string> jobs, int limit, CancellationToken cancellationToken) => await Armed
        .Where(row => !jobs.Contains(row.Job))
        .GroupBy(row => row.Job)
        .Select(group => new { Job = group.Key, First = group.Min(row => row.NextDue) })
        .OrderBy(job => job.First).Select(job => job.Job).Take(limit).ToListAsync(cancellationToken).ConfigureAwait(false);

    public Task<IReadOnlyList<JobEntity>> JobsAsync(IReadOnlyCollection<string> jobs, CancellationToken cancellationToken) =>
        ReadAsync(jobs, some => Rows<JobEntity>().Where(job => some.Contains(job.Job)), cancellationToken);

    public async Task<IReadOnlyDictionary<string, string>> DeclaredAsync(CancellationToken cancellationToken)
    {
        var rows = await Schedules.Where(row => row.DeclaredBy != null).Select(row => new { row.Id, row.DeclaredBy }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.DeclaredBy!, StringComparer.Ordinal);
    }

    protected static async Task<IReadOnlyList<T>> ReadAsync<TKey, T>(
        IReadOnlyCollection<TKey> keys, Func<TKey[], IQueryable<T>> query, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        foreach (var some in keys.Chunk(AtOnce))
        {
            rows.AddRange(await query(some).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        return rows;
    }

    private IQueryable<ScheduleEntity> Armed => Schedules.Where(row => row.State == ScheduleState.Active && row.NextDue != null);

    private IQueryable<TEntity> Rows<TEntity>()
        where TEntity : class => isTracking ? context.Set<TEntity>().AsTracking() : context.Set<TEntity>().AsNoTracking();
}
