using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Units;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>A unit of work under SQLite's write lock: what it has loaded nobody else changes, so that nothing is compared when it is written.</summary>
/// <param name="session">Sends the statements.</param>
/// <param name="now">The store's clock, read under the lock.</param>
internal sealed class SqliteUnitOfWork(SqliteSession session, DateTime now) : SqliteRows(session, now), IUnitOfWork
{
    private readonly List<ScheduleEntity> _newSchedules = [];
    private readonly List<RunEntity> _newRuns = [];
    private readonly List<CancelKeyEntity> _newKeys = [];
    private readonly List<CancelKeyEntity> _oldKeys = [];
    private readonly List<LabelEntity> _newLabels = [];
    private readonly List<LabelEntity> _oldLabels = [];
    private readonly List<ScheduleEntity> _gone = [];
    private readonly HashSet<ScheduleEntity> _redefined = [];
    private readonly HashSet<ScheduleEntity> _changed = [];
    private readonly HashSet<RunEntity> _changedRuns = [];
    private readonly Dictionary<string, JobEntity> _jobs = new(StringComparer.Ordinal);
    private readonly Numbers _numbers = new(async (count, token) => (await session.ReadAsync(
        $"update {session.Tables.Schema} set counter = counter + @numbers where id = 1 returning counter", reader => reader.GetInt64(0), token,
        SqliteSession.Value("@numbers", count)).ConfigureAwait(false)).Single());

    public Task ReserveAsync(int numbers, CancellationToken cancellationToken) => _numbers.ReserveAsync(numbers, cancellationToken);

    public long Draw() => _numbers.Draw();

    public void Add(ScheduleEntity schedule) => _newSchedules.Add(schedule);

    public void Add(RunEntity run) => _newRuns.Add(run);

    public void Add(CancelKeyEntity key) => _newKeys.Add(key);

    public void Add(JobEntity job) => _jobs[job.Job] = job;

    public void Put(LabelEntity label) => _newLabels.Add(label);

    public void Redefine(ScheduleEntity schedule) => _redefined.Add(schedule);

    public void Change(ScheduleEntity schedule) => _changed.Add(schedule);

    public void Change(RunEntity run) => _changedRuns.Add(run);

    public void Hold(RunEntity run)
    {
    }

    public void Change(JobEntity job) => _jobs[job.Job] = job;

    public void Remove(ScheduleEntity schedule) => _gone.Add(schedule);

    public void Remove(CancelKeyEntity key) => _oldKeys.Add(key);

    public void Remove(LabelEntity label) => _oldLabels.Add(label);

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var (texts, tables) = (Session.Texts, Session.Tables);
        _changed.ExceptWith(_redefined);
        _changed.ExceptWith(_newSchedules);
        _changedRuns.ExceptWith(_newRuns);
        await Session.SendAsync(
            $"delete from {tables.CancelKeys} where (key, schedule_id) in (select i.value ->> 0, i.value ->> 1 from json_each(@rows) i)", _oldKeys,
            KeyColumns.CancelKeys, cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(
            $"delete from {tables.Labels} where (schedule_id, name) in (select i.value ->> 0, i.value ->> 1 from json_each(@rows) i)", _oldLabels,
            KeyColumns.Labels, cancellationToken).ConfigureAwait(false);

        // The cascade does as much, unless foreign keys are switched off.
        await Session.SendAsync(
            $"delete from {tables.Labels} where schedule_id in (select i.value ->> 0 from json_each(@rows) i)", _gone, [ScheduleColumns.Id],
            cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(
            $"delete from {tables.CancelKeys} where schedule_id in (select i.value ->> 0 from json_each(@rows) i)", _gone, [ScheduleColumns.Id],
            cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(
            $"delete from {tables.Schedules} where id in (select i.value ->> 0 from json_each(@rows) i)", _gone, [ScheduleColumns.Id],
            cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(texts.InsertSchedules, _newSchedules, ScheduleColumns.All, cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(texts.RedefineSchedules, _redefined, ScheduleColumns.All, cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(texts.UpdateSchedules, _changed, SqliteTexts.ScheduleProgress, cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(texts.InsertCancelKeys, _newKeys, KeyColumns.CancelKeys, cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(texts.PutLabels, _newLabels, KeyColumns.Labels, cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(texts.InsertRuns, _newRuns, RunColumns.All, cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(texts.UpdateRuns, _changedRuns, SqliteTexts.RunProgress, cancellationToken).ConfigureAwait(false);
        await Session.SendAsync(texts.PutJobs, _jobs.Values, KeyColumns.Jobs, cancellationToken).ConfigureAwait(false);
        Forget();
    }

    // Callbacks are counted by themselves.
    public Task<IReadOnlyList<LastEnd>> RemoveBeyondAsync(IReadOnlyCollection<string> scheduleIds, int kept, CancellationToken cancellationToken) => RemoveAsync(
        $"""
        select s.id from json_each(@ids) i cross join {Session.Tables.Runs} s on s.schedule_id = i.value and s.ended_at is not null
        where s.id in ({Beyond("o.incarnation >= 0")}) or s.id in ({Beyond("o.incarnation < 0")})
        """,
        cancellationToken, Texts("@ids", scheduleIds), SqliteSession.Value("@kept", kept));

    private string Beyond(string condition) => $"""
        select o.id from {Session.Tables.Runs} o where o.schedule_id = i.value and o.ended_at is not null and {condition}
        order by o.ended_at desc, o.fence desc limit -1 offset @kept
        """;

    public Task<IReadOnlyList<LastEnd>> RemoveEndedBeforeAsync(DateTime time, int limit, CancellationToken cancellationToken) => RemoveAsync(
        $"select s.id from {Session.Tables.Runs} s where s.ended_at is not null and s.ended_at < @time order by s.ended_at limit @limit", cancellationToken,
        SqliteSession.Value("@time", Column.Text(time)), SqliteSession.Value("@limit", limit));

    private Task<IReadOnlyList<LastEnd>> RemoveAsync(
        string ids, CancellationToken cancellationToken, params IReadOnlyList<System.Data.Common.DbParameter> parameters) => Session.ReadAsync(
            $"delete from {Session.Tables.Runs} where id in ({ids}) returning schedule_id, incarnation, fence, state, ended_at, error", LastEnd, cancellationToken,
            parameters);

    private void Forget()
    {
        _newSchedules.Clear();
        _newRuns.Clear();
        _newKeys.Clear();
        _oldKeys.Clear();
        _newLabels.Clear();
        _oldLabels.Clear();
        _gone.Clear();
        _redefined.Clear();
        _changed.Clear();
        _changedRuns.Clear();
        _jobs.Clear();
    }
}
