using System.Data.Common;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>Loads rows with SQLite's own SQL.</summary>
/// <param name="session">Sends the statements.</param>
/// <param name="now">The store's clock.</param>
internal abstract class SqliteRows(SqliteSession session, DateTime now) : IRows
{
    protected SqliteSession Session => session;

    public DateTime Now => now;

    public Task<IReadOnlyList<ScheduleEntity>> SchedulesAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) => SchedulesAsync(
        $"from json_each(@ids) i cross join {session.Tables.Schedules} s on s.id = i.value", cancellationToken, Texts("@ids", ids));

    public async Task<IReadOnlyDictionary<string, long>> IncarnationsAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var rows = await session.ReadAsync(
            $"select s.id, s.incarnation from json_each(@ids) i cross join {session.Tables.Schedules} s on s.id = i.value",
            reader => (Id: reader.GetString(0), Incarnation: reader.GetInt64(1)), cancellationToken, Texts("@ids", ids)).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.Incarnation, StringComparer.Ordinal);
    }

    public Task<IReadOnlyList<RunEntity>> RunsAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => RunsAsync(
        $"from json_each(@ids) i cross join {session.Tables.Runs} s on s.id = i.value", cancellationToken, SqliteSession.Value("@ids", JsonRows.Of(ids)));

    public Task<IReadOnlyList<RunEntity>> OpenRunsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) => RunsAsync(
        $"from json_each(@ids) i cross join {session.Tables.Runs} s on s.schedule_id = i.value and s.ended_at is null order by s.id", cancellationToken,
        Texts("@ids", scheduleIds));

    public Task<IReadOnlyList<EndedCount>> EndedCountsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) => session.ReadAsync(
        $"""
        select s.schedule_id, s.incarnation, s.state, count(*)
        from json_each(@ids) i cross join {session.Tables.Runs} s on s.schedule_id = i.value and s.ended_at is not null
        group by s.schedule_id, s.incarnation, s.state
        """,
        reader => new EndedCount(reader.GetString(0), reader.GetInt64(1), (RunState)reader.GetInt32(2), reader.GetInt64(3)), cancellationToken,
        Texts("@ids", scheduleIds));

    public Task<IReadOnlyList<LastEnd>> LastEndsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) => session.ReadAsync(
        $"""
        select s.schedule_id, s.incarnation, s.fence, s.state, s.ended_at, s.error
        from json_each(@ids) i cross join {session.Tables.Runs} s on s.schedule_id = i.value and s.ended_at is not null
        where s.state <> {(int)RunState.Missed} and not exists (
            select * from {session.Tables.Runs} later
            where later.schedule_id = s.schedule_id and later.incarnation = s.incarnation and later.ended_at > s.ended_at
                and later.state <> {(int)RunState.Missed})
        """,
        LastEnd, cancellationToken, Texts("@ids", scheduleIds));

    public Task<IReadOnlyList<CancelKeyEntity>> CancelKeysAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) =>
        session.RowsAsync(
            $"select s.key, s.schedule_id from json_each(@ids) i cross join {session.Tables.CancelKeys} s on s.schedule_id = i.value order by s.key",
            KeyColumns.CancelKeys, () => new CancelKeyEntity(), cancellationToken, Texts("@ids", scheduleIds));

    public Task<IReadOnlyList<string>> WithCancelKeysAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) => session.ReadAsync(
        $"select distinct s.schedule_id from json_each(@keys) i cross join {session.Tables.CancelKeys} s on s.key = i.value order by s.schedule_id",
        reader => reader.GetString(0), cancellationToken, Texts("@keys", keys));

    public Task<IReadOnlyList<LabelEntity>> LabelsAsync(IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) =>
        session.RowsAsync(
            $"select s.schedule_id, s.name, s.value from json_each(@ids) i cross join {session.Tables.Labels} s on s.schedule_id = i.value",
            KeyColumns.Labels, () => new LabelEntity(), cancellationToken, Texts("@ids", scheduleIds));

    public Task<IReadOnlyList<string>> MatchingAsync(ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken)
    {
        SqliteMatching matching = new(session.Tables, filter, afterId);
        return session.ReadAsync(
            $"select s.id from {matching.From} order by {matching.Id} limit @limit", reader => reader.GetString(0), cancellationToken,
            [.. matching.Parameters, SqliteSession.Value("@limit", limit)]);
    }

    public async Task<int> CountAsync(ScheduleFilter filter, CancellationToken cancellationToken)
    {
        SqliteMatching matching = new(session.Tables, filter, afterId: null);
        return (await session.ReadAsync($"select count(*) from {matching.From}", reader => reader.GetInt32(0), cancellationToken, matching.Parameters).ConfigureAwait(false))[0];
    }

    public Task<IReadOnlyList<RunEntity>> MatchingRunsAsync(RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken)
    {
        SqliteConditions conditions = new();
        conditions.Add("s.schedule_id = @schedule", "@schedule", filter.ScheduleId);
        conditions.Add("s.schedule_group = @group", "@group", filter.Group);
        conditions.Add("s.job = @job", "@job", filter.Job);
        conditions.Add("s.state = @state", "@state", (int?)filter.State);
        conditions.Add("s.id < @before", "@before", beforeId is { } id ? Column.Text(id) : null);
        return RunsAsync(
            $"from {session.Tables.Runs} s {conditions.Where} order by s.id desc limit @limit", cancellationToken,
            [.. conditions.Parameters, SqliteSession.Value("@limit", limit)]);
    }

    public Task<IReadOnlyList<ScheduleHead>> DueAsync(string job, DateTime upTo, int limit, CancellationToken cancellationToken) => session.ReadAsync(
        $"""
        select {RowColumns.Head("s")} from {session.Tables.Schedules} s
        where s.job = @job and s.state = 0 and s.next_due is not null and s.next_due <= @upTo order by s.next_due, s.id limit @limit
        """,
        reader => RowReader.Head(reader, 0), cancellationToken, SqliteSession.Value("@job", job), SqliteSession.Value("@upTo", Column.Text(upTo)),
        SqliteSession.Value("@limit", limit));

    public Task<IReadOnlyList<RunHead>> LeasesAsync(string job, DateTime upTo, int limit, CancellationToken cancellationToken) => session.ReadAsync(
        $"""
        select {RowColumns.RunHead("s")} from {session.Tables.Runs} s
        where s.job = @job and s.state in (0, 1, 5) and s.lease_until <= @upTo order by s.lease_until, s.id limit @limit
        """,
        reader => RowReader.RunHead(reader, 0), cancellationToken, SqliteSession.Value("@job", job), SqliteSession.Value("@upTo", Column.Text(upTo)),
        SqliteSession.Value("@limit", limit));

    // From one job to the next one in the index, whatever the number of their schedules.
    public Task<IReadOnlyList<string>> OtherJobsAsync(IReadOnlyCollection<string> jobs, int limit, CancellationToken cancellationToken) => session.ReadAsync(
        $"""
        with recursive known(job) as (
            select min(s.job) from {session.Tables.Schedules} s where s.state = 0 and s.next_due is not null
            union all
            select (select min(s.job) from {session.Tables.Schedules} s where s.state = 0 and s.next_due is not null and s.job > known.job)
            from known where known.job is not null)
        select known.job from known where known.job is not null and known.job not in (select value from json_each(@jobs))
        order by (select min(s.next_due) from {session.Tables.Schedules} s where s.job = known.job and s.state = 0 and s.next_due is not null)
        limit @limit
        """,
        reader => reader.GetString(0), cancellationToken, Texts("@jobs", jobs), SqliteSession.Value("@limit", limit));

    public Task<IReadOnlyList<JobEntity>> JobsAsync(IReadOnlyCollection<string> jobs, CancellationToken cancellationToken) => session.RowsAsync(
        $"select s.job, s.fingerprint from json_each(@jobs) i cross join {session.Tables.Jobs} s on s.job = i.value", KeyColumns.Jobs, () => new JobEntity(),
        cancellationToken, Texts("@jobs", jobs));

    public async Task<IReadOnlyDictionary<string, string>> DeclaredAsync(CancellationToken cancellationToken)
    {
        var rows = await session.ReadAsync(
            $"select s.id, s.declared_by from {session.Tables.Schedules} s where s.declared_by is not null",
            reader => (Id: reader.GetString(0), By: reader.GetString(1)), cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.By, StringComparer.Ordinal);
    }

    protected static LastEnd LastEnd(DbDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), (RunState)reader.GetInt32(3), Column.TimeOf(reader, 4),
        reader.IsDBNull(5) ? null : reader.GetString(5));

    protected static DbParameter Texts(string name, IReadOnlyCollection<string> texts) => SqliteSession.Value(name, JsonRows.Of(texts));

    private Task<IReadOnlyList<ScheduleEntity>> SchedulesAsync(string from, CancellationToken cancellationToken, params IReadOnlyList<DbParameter> parameters) =>
        session.RowsAsync($"select {session.Texts.Schedules} {from}", ScheduleColumns.All, () => new ScheduleEntity(), cancellationToken, parameters);

    private Task<IReadOnlyList<RunEntity>> RunsAsync(string from, CancellationToken cancellationToken, params IReadOnlyList<DbParameter> parameters) =>
        session.RowsAsync($"select {session.Texts.Runs} {from}", RunColumns.All, () => new RunEntity(), cancellationToken, parameters);
}
