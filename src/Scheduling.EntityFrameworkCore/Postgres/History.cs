using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Joins a schedule with what its listed runs have ended with.</summary>
internal static class History
{
    /// <param name="tables">The tables.</param>
    /// <param name="schedule">The schedule's row.</param>
    /// <returns>Two joins, called <c>ended</c> and <c>last</c>.</returns>
    public static string Of(TableNames tables, string schedule) => $"""
        left join lateral (
            select count(*) filter (where r.state = {(int)RunState.Succeeded}) as succeeded,
                count(*) filter (where r.state = {(int)RunState.Failed}) as failed,
                count(*) filter (where r.state = {(int)RunState.Cancelled}) as cancelled
            from {tables.Runs} r
            where r.schedule_id = {schedule}.id and r.incarnation = {schedule}.incarnation and r.ended_at is not null) ended on true
        left join lateral (
            select r.state, r.ended_at, r.error from {tables.Runs} r
            where r.schedule_id = {schedule}.id and r.incarnation = {schedule}.incarnation and r.ended_at is not null and r.state <> {(int)RunState.Missed}
            order by r.ended_at desc, r.fence desc limit 1) last on true
        """;
}
