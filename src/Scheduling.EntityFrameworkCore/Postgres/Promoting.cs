using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>
/// Lets the first buffered run of a life go on, once no other is open: behind the statement that ends the runs in <c>@runs</c>, with two more in the same transaction.
/// </summary>
/// <remarks>
/// Each statement sees what was committed when it began. The one that ends a run may not see those that were buffered behind it until it got hold of the row; the second one does. Of two
/// transactions that end the last two runs, each sees the other's as open as long as neither is committed: so the second statement locks the buffered run, and the third, which begins when
/// it has the lock, sees all that its last holder has ended.
/// </remarks>
internal static class Promoting
{
    /// <summary>Locks the first buffered run of each life of which one has ended; those that nobody follows are looked up and left.</summary>
    public static string Lock(TableNames tables) => $"""
        select b.id
        from (
            select distinct r.schedule_id, r.incarnation from {tables.Runs} r
            where r.id = any((select @runs)::uuid[]) and r.followed and r.ended_at is not null) l
        cross join lateral ({First(tables, "l")}) f
        join {tables.Runs} b on b.id = f.id
        where b.state = {(int)RunState.Buffered}
        order by b.id
        for no key update of b
        """;

    /// <summary>Queries <c>followed</c> and <c>promoted</c>: the latter gives the id of one that has ended, then the head of the run that may go on.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="recorded">Where the rows of <c>@runs</c> come from.</param>
    public static string Queries(TableNames tables, string recorded) => $"""
        followed as materialized (
            select distinct on (x.schedule_id, x.incarnation) x.id, x.schedule_id, x.incarnation from {recorded} x
            where x.followed and x.ended_at is not null
            order by x.schedule_id, x.incarnation, x.ended_at desc, x.fence desc),
        promoted as (
            update {tables.Runs} r
            set state = {(int)RunState.Waiting}, lease_until = clock_timestamp()
            from followed l cross join lateral ({First(tables, "l")}) f
            where r.id = f.id and r.state = {(int)RunState.Buffered} and not exists (
                select from {tables.Runs} o
                where o.schedule_id = l.schedule_id and o.incarnation = l.incarnation and o.ended_at is null and o.state <> {(int)RunState.Buffered})
            returning l.id as ended, {RowColumns.RunHead("r")})
        """;

    private static string First(TableNames tables, string life) => $"""
        select r.id from {tables.Runs} r
        where r.schedule_id = {life}.schedule_id and r.incarnation = {life}.incarnation and r.state = {(int)RunState.Buffered}
        order by r.occurrence, r.id limit 1
        """;
}
