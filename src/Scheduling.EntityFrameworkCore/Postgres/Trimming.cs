using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Removes ended runs: of the schedules of the runs in <c>@runs</c> those beyond <c>@keep</c>, counting callbacks by themselves, and <c>@most</c> of those older than <c>@age</c>. What they counted moves into
/// their schedule's row.
/// </summary>
/// <remarks>
/// A listed run is its own count. So recording a result does not touch the schedule's row, which a user's transaction may hold; and where one is held, its runs stay for
/// another time.
/// </remarks>
internal static class Trimming
{
    /// <summary>More than one for each run recorded, or a backlog of old ones would never shrink.</summary>
    public const int AtLeast = 16;

    public static string Sql(TableNames tables) => $"""
        with recorded as materialized (
            select r.id, r.schedule_id, r.incarnation, r.fence, r.followed, r.ended_at from {tables.Runs} r where r.id = any((select @runs)::uuid[])),
        {Promoting.Queries(tables, "recorded")},
        touched as materialized (select distinct r.schedule_id as id, r.incarnation < 0 as are_callbacks from recorded r),
        unwanted as (
            select x.id
            from touched t cross join lateral (
                select r.id from {tables.Runs} r
                where r.schedule_id = t.id and r.ended_at is not null and (r.incarnation < 0) = t.are_callbacks
                order by r.ended_at desc, r.fence desc offset @keep) x
            union
            select x.id from (
                select r.id from {tables.Runs} r
                where r.ended_at is not null and r.ended_at < (select clock_timestamp()) - @age
                order by r.ended_at limit @most) x),
        doomed as materialized (
            select r.id, r.schedule_id, r.incarnation
            from unwanted u join {tables.Runs} r on r.id = u.id
            for update of r skip locked),
        living as materialized (
            select s.id
            from (select distinct schedule_id from doomed) d join {tables.Schedules} s on s.id = d.schedule_id
            for no key update of s skip locked),
        gone as (
            delete from {tables.Runs} r
            using doomed d
            where r.id = d.id and (
                exists (select from living l where l.id = d.schedule_id)
                or not exists (select from {tables.Schedules} s where s.id = d.schedule_id))
            returning r.fence, r.schedule_id, r.incarnation, r.state, r.ended_at, r.error),
        counted as (
            select schedule_id, incarnation,
                count(*) filter (where state = {(int)RunState.Succeeded}) as succeeded,
                count(*) filter (where state = {(int)RunState.Failed}) as failed,
                count(*) filter (where state = {(int)RunState.Cancelled}) as cancelled,
                max(ended_at) as ended_at,
                (array_agg(state order by ended_at desc, fence desc))[1] as state,
                (array_agg(case when state = {(int)RunState.Failed} then error end order by ended_at desc, fence desc))[1] as error
            from gone where state <> {(int)RunState.Missed} group by schedule_id, incarnation),
        moved as (
            update {tables.Schedules} s
            set succeeded = s.succeeded + g.succeeded, failed = s.failed + g.failed, cancelled = s.cancelled + g.cancelled,
                last_outcome = case when s.last_ended_at > g.ended_at then s.last_outcome else g.state - {(int)RunState.Succeeded} end,
                last_error = case when s.last_ended_at > g.ended_at then s.last_error else g.error end,
                last_ended_at = greatest(s.last_ended_at, g.ended_at)
            from counted g
            where s.id = g.schedule_id and s.incarnation = g.incarnation)
        select * from promoted
        """;
}
