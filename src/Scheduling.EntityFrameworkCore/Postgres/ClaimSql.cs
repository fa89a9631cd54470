using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>The statements of claims: a short one, which is planned twice as fast, for what most schedules are, and one for all.</summary>
internal static class ClaimSql
{
    /// <summary>Whether the short statement takes a schedule <c>s</c>: its policy lets open runs be as they are, and nobody has asked for runs of it.</summary>
    public static readonly string IsPlain = $"{Weighing.IsPlain} and s.asked = 0";

    // Full joins, of which each row has its partner: the planner expects one row of what is written, and would compare each with each, which a full join can't.
    //
    // Rows that others hold are skipped, never waited for: a claim must not stand still because somebody's transaction is slow, and who never waits can't deadlock.
    // The lock is taken before numbers are drawn, or a later claim could draw the lower fence. Who has asked for a run since the statement began has not changed the
    // version, but the number of times that this was done: the run would not be seen here.
    public static string Plain(TableNames tables) => $"""
        with clock as materialized (select clock_timestamp() as now),
        item as (
            select * from {Parameters.Rows("ids", "versions", "dues", "occurrences", "occurrence_dues", "nexts", "next_dues", "remaining", "missed", "runs")}
                as i(id, version, due, occurrence, occurrence_due, next, next_due, remaining, missed, run)),
        taken as materialized (
            select i.*, c.now, s.incarnation, s.schedule_group, s.name, s.job, s.payload, s.trace_parent, {Copied("s")},
                s.overlap = {(int)OverlapPolicy.Skip} and exists (select {Weighing.Life(tables)} and r.ended_at is null) as blocked,
                s.overlap <> {(int)OverlapPolicy.Skip} and exists (select {Weighing.Life(tables)} and r.state = {(int)RunState.Buffered}) as follows
            from clock c cross join item i join {tables.Schedules} s on s.id = i.id
            where s.version = i.version and s.state = {(int)ScheduleState.Active} and s.next_due = i.due
                and i.due <= c.now and coalesce(i.occurrence_due, i.occurrence) <= c.now
                and not exists (select from {tables.Runs} r where r.id = i.run)
                and {IsPlain}
            for no key update of s skip locked),
        advanced as (
            update {tables.Schedules} s
            set {Advance(tables)}, skipped_overlap = s.skipped_overlap + t.blocked::int
            from taken t
            where s.id = t.id
            returning {RowColumns.Head("s")}, s.state),
        claimed as (
            insert into {tables.Runs} as r ({Columns})
            select t.run, t.id, t.incarnation, t.schedule_group, t.name, t.job, t.payload, t.trace_parent, t.occurrence, t.occurrence_due, 0, {(int)RunCause.Due},
                nextval('{tables.Versions}'), 0, 0, false, {(int)CancelRequest.None}, t.now, @node, least(t.now + @lease, @latest), {Copied("t")},
                1, {(int)RunState.Claimed}, t.follows
            from taken t
            where not t.blocked
            returning {RowColumns.Run("r")})
        select c.now, a.state, {RowColumns.Head("a")}, {RowColumns.Run("r")}
        from clock c left join (advanced a full join claimed r on r.schedule_id = a.id) on true
        """;

    public static string Weighed(TableNames tables) => $"""
        with clock as materialized (select clock_timestamp() as now),
        item as (
            select * from {Parameters.Rows("ids", "versions", "dues", "passes", "occurrences", "occurrence_dues", "deadlines", "nexts", "next_dues", "remaining", "missed", "missed_runs", "missed_firsts", "missed_lasts", "runs")}
                as i(id, version, due, passes, occurrence, occurrence_due, deadline, next, next_due, remaining, missed, missed_run, missed_first, missed_last, run)),
        taken as materialized (
            select i.*, c.now, s.incarnation, s.schedule_group, s.name, s.job, s.payload, s.trace_parent, {Copied("s")}, s.overlap, s.buffer_limit,
                {Weighing.Columns(tables)}
            from clock c cross join item i join {tables.Schedules} s on s.id = i.id
            where s.version = i.version and s.state = {(int)ScheduleState.Active} and s.next_due = i.due
                and i.due <= c.now and coalesce(c.now <= i.deadline, true) and (i.passes or coalesce(i.occurrence_due, i.occurrence) <= c.now)
                and not exists (select from {tables.Runs} r where r.id = i.run)
                and (s.asked = 0 or s.asked = (select a.asked from {tables.Schedules} a where a.id = i.id))
            for no key update of s skip locked),
        {Weighing.Queries(tables)},
        {Passed(tables)},
        advanced as (
            update {tables.Schedules} s
            set {Advance(tables)}, skipped_overlap = s.skipped_overlap + (t.decision = {(int)OverlapDecision.Skip})::int
            from weighed t
            where s.id = t.id and t.decision <> {Weighing.Busy}
            returning {RowColumns.Head("s")}, s.state, s.callbacks),
        claimed as (
            insert into {tables.Runs} as r ({Columns})
            select t.run, t.id, t.incarnation, t.schedule_group, t.name, t.job, t.payload, t.trace_parent, t.occurrence, t.occurrence_due, 0, {(int)RunCause.Due},
                nextval('{tables.Versions}'), 0, 0, false, {(int)CancelRequest.None}, t.now, @node, least(t.now + @lease, @latest), {Copied("t")},
                case when t.waits then 0 else 1 end, case when t.waits then {(int)RunState.Buffered} else {(int)RunState.Claimed} end,
                t.follows or (t.waits and t.joins and t.decision = {(int)OverlapDecision.Buffer})
            from (
                select w.*, w.decision = {(int)OverlapDecision.Buffer} or (w.decision = {(int)OverlapDecision.CancelOther} and w.stops) as waits
                from weighed w
                where not w.passes and w.decision not in ({Weighing.Busy}, {(int)OverlapDecision.Skip})) t
            returning {RowColumns.Run("r")})
        select c.now, a.state, {RowColumns.Head("a")}, {RowColumns.Run("r")}, {RowColumns.RunHead("m")}, (a.callbacks & {(int)Callbacks.Missed}) <> 0
        from clock c left join (advanced a full join claimed r on r.schedule_id = a.id full join (
            select * from marked where decision = {(int)OverlapDecision.CancelOther} and (state = {(int)RunState.Claimed} or ({CallingBack.IsTold("marked")}))) m on m.schedule_id = a.id) on true
        """;

    private const string Columns = """
        id, schedule_id, incarnation, schedule_group, name, job, payload, trace_parent, occurrence, due, missed, cause, fence, failures, lost, started, cancel, claimed_at, node, lease_until,
        pause_after_failures, callbacks, attempt, state, followed
        """;

    /// <summary>What a run keeps of its schedule <c>s</c> besides its job and payload.</summary>
    public static string Copied(string alias) => $"{alias}.pause_after_failures, {alias}.callbacks";

    private static string Advance(TableNames tables) => $"""
        version = nextval('{tables.Versions}'), next_due = coalesce(t.next_due, t.next), next_occurrence = case when t.next_due is not null then t.next end,
        remaining = t.remaining, owner = @node, missed = s.missed + t.missed,
        note = case when s.paused_until is null then s.note else s.definition_note end, paused_until = null, paused_due = null,
        state = case when coalesce(t.next_due, t.next) is null then {(int)ScheduleState.Completed} else s.state end
        """;

    private static string Passed(TableNames tables) => $"""
        passed as (
            insert into {tables.Runs} (
                id, schedule_id, incarnation, schedule_group, name, job, occurrence, last_missed, missed, cause, fence, attempt, failures, lost,
                node, state, lease_until, started, cancel, followed, claimed_at, ended_at, callbacks)
            select t.missed_run, t.id, t.incarnation, t.schedule_group, t.name, t.job, t.missed_first, t.missed_last, t.missed, {(int)RunCause.Due},
                nextval('{tables.Versions}'), 0, 0, 0, @node, {(int)RunState.Missed}, t.now, false, {(int)CancelRequest.None}, false, t.now, t.now, t.callbacks
            from weighed t
            where t.missed_run is not null and t.decision <> {Weighing.Busy}
            on conflict (id) do nothing
            returning *),
        {CallingBack.Missed(tables)}
        """;
}
