using System.Globalization;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Counts failures in a row where runs end, and pauses schedules that have too many.</summary>
/// <remarks>
/// Whoever stops a schedule holds its row and waits for those of its runs; here the runs are held. So a schedule that somebody else holds is not waited for, which could deadlock and would hold up the ends of all other runs, but its
/// run is left as it is, <c>busy</c>, to be sent again: no failure is lost.
/// </remarks>
internal static class FailuresInARow
{
    /// <summary>Queries <c>held</c>, <c>busy</c>, and <c>paused</c>, behind a query <c>counting</c> of runs, schedules, lives, places, whether they failed, and errors.</summary>
    public static string Queries(TableNames tables) => string.Create(CultureInfo.InvariantCulture, $"""
        held as materialized (
            select s.id, s.incarnation, s.state, s.failure_streak, s.pause_after_failures
            from (select distinct c.schedule_id, c.incarnation from counting c) n
            join {tables.Schedules} s on s.id = n.schedule_id and s.incarnation = n.incarnation
            for no key update of s skip locked),
        busy as materialized (
            select c.run from counting c join {tables.Schedules} s on s.id = c.schedule_id and s.incarnation = c.incarnation
            where not exists (select from held d where d.id = c.schedule_id and d.incarnation = c.incarnation)),
        spell as (
            select c.*, count(*) filter (where not c.fails) over (partition by c.schedule_id, c.incarnation order by c.place) as spell from counting c),
        streak as materialized (
            select p.*, d.state, d.failure_streak as former, d.pause_after_failures as most, case
                when not p.fails then 0
                else (count(*) filter (where p.fails) over (partition by p.schedule_id, p.incarnation, p.spell order by p.place))::int
                    + case when p.spell = 0 then d.failure_streak else 0 end end as failures
            from spell p join held d on d.id = p.schedule_id and d.incarnation = p.incarnation),
        last_straw as materialized (
            select distinct on (k.schedule_id) k.schedule_id, k.run, k.failures, k.error from streak k
            where k.fails and k.failures >= k.most and k.state = {(int)ScheduleState.Active}
            order by k.schedule_id, k.place),
        paused as (
            update {tables.Schedules} s
            set failure_streak = l.failures,
                state = case when w.run is null then s.state else {(int)ScheduleState.Paused} end,
                version = case when w.run is null then s.version else nextval('{tables.Versions}') end,
                note = case when w.run is null then s.note else 'Paused after ' || w.failures || ' failures in a row' || coalesce(', the last one: ' || left(w.error, {FailureStreak.LongestError}), '.') end,
                next_due = case when w.run is null then s.next_due else coalesce(s.paused_due, s.next_due) end,
                paused_until = case when w.run is null then s.paused_until end,
                paused_due = case when w.run is null then s.paused_due end
            from (select distinct on (k.schedule_id) k.schedule_id, k.failures, k.former from streak k order by k.schedule_id, k.place desc) l
            left join last_straw w on w.schedule_id = l.schedule_id
            where s.id = l.schedule_id and (l.failures <> l.former or w.run is not null)
            returning s.id, s.version, w.run)
        """);
}
