using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Units;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Makes runs that somebody asks for, whatever their number with three statements of one transaction: the first locks their schedules, the second reads the open runs, which only then are certain to be
/// seen, and locks those that learn of it; what follows from them is decided as for other databases, and written by the third.
/// </summary>
internal sealed class Triggering(TableNames tables)
{
    // The number of times tells claims that began before that they do not see all.
    private readonly string _take = $"""
        with held as materialized (
            select s.id from {tables.Schedules} s
            where s.id = any((select @ids)::text[]) and s.state <> {(int)ScheduleState.Faulted}
            order by s.id
            for no key update of s)
        update {tables.Schedules} s
        set asked = s.asked + 1
        from held h
        where s.id = h.id
        returning s.id, s.incarnation, s.job, s.state, s.overlap, s.buffer_limit, s.callbacks
        """;

    private readonly string _look = $"""
        select {RowColumns.RunHead("r")}, r.incarnation, r.followed, r.ended_at, r.callbacks, r.callback_of
        from {Parameters.Rows("locked", "locked_lives")} as i(id, life)
        join {tables.Runs} r on r.schedule_id = i.id and r.incarnation = i.life and r.ended_at is null
        order by {Locking.Order("r")}
        for no key update of r;
        select {RowColumns.RunHead("r")}, r.incarnation, r.followed, r.ended_at, r.callbacks, r.callback_of
        from {Parameters.Rows("seen", "seen_lives")} as i(id, life)
        join {tables.Runs} r on r.schedule_id = i.id and r.incarnation = i.life and r.ended_at is null;
        select {RowColumns.RunHead("r")}, r.incarnation, r.followed, r.ended_at, r.callbacks, r.callback_of
        from {Parameters.Rows("free", "free_lives")} as i(id, life)
        join {tables.Runs} r on r.schedule_id = i.id and r.incarnation = i.life and r.state = {(int)RunState.Buffered};
        select {RowColumns.RunHead("r")}, r.incarnation, r.followed, r.ended_at, r.callbacks, r.callback_of
        from {tables.Runs} r where r.id = any((select @runs)::uuid[]);
        select clock_timestamp(), array(select nextval('{tables.Versions}') from generate_series(1, @count))
        """;

    private readonly WritingTriggers _writing = new(tables);

    public async Task<StoreReply<IReadOnlyList<TriggerResult>>> RunAsync(
        DbContext context, IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken)
    {
        var schedules = await TakeAsync(context, triggers, cancellationToken).ConfigureAwait(false);
        var overlaps = triggers.ToLookup(trigger => trigger.ScheduleId, trigger => trigger.Overlap, StringComparer.Ordinal);
        var depths = schedules.ToLookup(row => overlaps[row.Id].Max(overlap => DepthOf(overlap ?? row.Overlap)));
        var (open, known, numbers, now) = await LookAsync(context, triggers, depths, cancellationToken).ConfigureAwait(false);
        RunSet runs = new(known);
        TriggerWrites writes = new(numbers);
        Arriving arriving = new(writes, new(open.Select(run => runs.Find(run.Id) ?? run)), holder, now);
        var results = new Units.Triggering(writes, new(schedules), runs, arriving, now).TriggerAll(triggers);
        await _writing.WriteAsync(context, writes, schedules, now, cancellationToken).ConfigureAwait(false);
        return new(results, Times.Told(now));
    }

    private static TriggerDepth DepthOf(OverlapPolicy overlap) => overlap switch
    {
        OverlapPolicy.AllowAll => TriggerDepth.Buffered,
        OverlapPolicy.Skip => TriggerDepth.Open,
        _ => TriggerDepth.Locked,
    };

    private Task<List<ScheduleEntity>> TakeAsync(DbContext context, IReadOnlyList<Trigger> triggers, CancellationToken cancellationToken) => context.ReadAsync(
        _take,
        [Parameters.Texts("ids", triggers.Select(trigger => trigger.ScheduleId).Distinct(StringComparer.Ordinal))],
        async (reader, token) =>
        {
            List<ScheduleEntity> rows = [];
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                rows.Add(new()
                {
                    Id = reader.GetString(0),
                    Incarnation = reader.GetInt64(1),
                    Job = reader.GetString(2),
                    State = (ScheduleState)reader.GetInt32(3),
                    Overlap = (OverlapPolicy)reader.GetInt32(4),
                    BufferLimit = reader.GetInt32(5),
                    Callbacks = (Callbacks)reader.GetInt32(6),
                });
            }

            return rows;
        },
        cancellationToken);

    private Task<(List<RunEntity> Open, List<RunEntity> Known, long[] Numbers, DateTime Now)> LookAsync(
        DbContext context, IReadOnlyList<Trigger> triggers, ILookup<TriggerDepth, ScheduleEntity> depths, CancellationToken cancellationToken) => context.ReadAsync(
        _look,
        [
            .. Lives("locked", depths[TriggerDepth.Locked]),
            .. Lives("seen", depths[TriggerDepth.Open]),
            .. Lives("free", depths[TriggerDepth.Buffered]),
            Parameters.Guids("runs", Units.Triggering.IdsOf(triggers)),
            Parameters.Integer("count", triggers.Count),
        ],
        async (reader, token) =>
        {
            List<RunEntity> open = [], known = [];
            foreach (var list in new[] { open, open, open, known })
            {
                while (await reader.ReadAsync(token).ConfigureAwait(false))
                {
                    list.Add(Run(reader));
                }

                await reader.NextResultAsync(token).ConfigureAwait(false);
            }

            await reader.ReadAsync(token).ConfigureAwait(false);
            return (open, known, reader.GetFieldValue<long[]>(1), Times.Column(reader.Time(0)));
        },
        cancellationToken);

    private static IEnumerable<DbParameter> Lives(string name, IEnumerable<ScheduleEntity> rows) =>
        [Parameters.Texts(name, rows.Select(row => row.Id)), Parameters.Numbers($"{name}_lives", rows.Select(row => row.Incarnation))];

    private static RunEntity Run(DbDataReader reader)
    {
        var head = RowReader.RunHead(reader, 0);
        return new()
        {
            Id = head.Id,
            ScheduleId = head.ScheduleId,
            Job = head.Job,
            Attempt = head.Attempt,
            State = head.State,
            LeaseUntil = Times.Column(head.LeaseUntil),
            Node = head.Node,
            Started = head.Started,
            Cancel = head.Cancel,
            Incarnation = reader.GetInt64(RowColumns.RunHeadCount),
            Followed = reader.GetBoolean(RowColumns.RunHeadCount + 1),
            EndedAt = Times.Column(reader.TimeOrNull(RowColumns.RunHeadCount + 2)),
            Callbacks = (Callbacks)reader.GetInt32(RowColumns.RunHeadCount + 3),
            CallbackOf = (RunOutcome?)reader.IntegerOrNull(RowColumns.RunHeadCount + 4),
        };
    }
}
