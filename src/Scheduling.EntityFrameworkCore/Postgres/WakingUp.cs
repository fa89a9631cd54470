using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Reads the nearest wake-ups, and what is due: each in one round trip, from the indexes that hold wake-ups by job and time.</summary>
internal sealed class WakingUp(TableNames tables)
{
    // Schedules first: one that is claimed in between is seen as it was, and claimed no more; the other way round its run would be seen by neither statement.
    private readonly string _window = $"""
        {Nearest(tables, "unnest(@jobs)", "", "@size")};
        {NearestRuns(tables, "", "@size")};
        {Strangers(tables)};
        select clock_timestamp()
        """;

    private readonly string _due = $"""
        {Nearest(tables, "unnest(@jobs)", "and s.next_due <= (select clock_timestamp())", "@size")};
        {NearestRuns(tables, "and r.lease_until <= (select clock_timestamp())", "@size")};
        select {RowColumns.Head("s")} from {Parameters.Rows("ids")} with ordinality as i(id, place) join {tables.Schedules} s on s.id = i.id
        where s.state = {(int)ScheduleState.Active} and s.next_due is not null
        order by i.place;
        select clock_timestamp()
        """;

    /// <summary>As the index of wake-ups says it.</summary>
    private static string OpenStates => $"r.state in ({(int)RunState.Claimed}, {(int)RunState.Waiting}, {(int)RunState.Buffered})";

    public Task<StoreReply<WindowPage>> ReadWindowAsync(DbContext context, WindowQuery query, CancellationToken cancellationToken) => context.ReadAsync(
        _window,
        [
            Parameters.Texts("jobs", query.Jobs),
            Parameters.Number("size", query.Size + 1L),
            Parameters.Number("strangers", query.Strangers),
        ],
        async Task<StoreReply<WindowPage>> (reader, token) =>
        {
            var schedules = await AllAsync(reader, RowReader.Head, token).ConfigureAwait(false);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            var runs = await AllAsync(reader, RowReader.RunHead, token).ConfigureAwait(false);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            var strangers = await AllAsync(reader, RowReader.Head, token).ConfigureAwait(false);
            return new(WindowMerge.Of(schedules, runs, query.Size, strangers), await Reading.TimeBehindAsync(reader, token).ConfigureAwait(false));
        },
        cancellationToken);

    public Task<StoreReply<DuePage>> ReadDueAsync(DbContext context, DueQuery query, CancellationToken cancellationToken) => context.ReadAsync(
        _due,
        [
            Parameters.Texts("jobs", query.Jobs),
            Parameters.Number("size", query.Limit + 1L + query.ScheduleIds.Count),
            Parameters.Texts("ids", query.ScheduleIds),
        ],
        async Task<StoreReply<DuePage>> (reader, token) =>
        {
            var schedules = await AllAsync(reader, RowReader.Head, token).ConfigureAwait(false);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            var runs = await AllAsync(reader, RowReader.RunHead, token).ConfigureAwait(false);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            var named = await AllAsync(reader, RowReader.Head, token).ConfigureAwait(false);
            var now = await Reading.TimeBehindAsync(reader, token).ConfigureAwait(false);
            return new(DueMerge.Of(schedules, runs, named, query.Limit), now);
        },
        cancellationToken);

    // Ids and times alone are read for each job, which the index holds; the rest of the row only for those that come among the nearest, one by one: "offset 0" keeps
    // PostgreSQL from joining them with the whole table.
    private static string Nearest(TableNames tables, string jobs, string condition, string size) => $"""
        select {RowColumns.Head("s")}
        from (
            select n.id from {jobs} as j(job) cross join lateral (
                select s.id, s.next_due from {tables.Schedules} s
                where s.job = j.job and s.state = {(int)ScheduleState.Active} and s.next_due is not null {condition}
                order by s.next_due, s.id limit {size}) n
            order by n.next_due, n.id limit {size}) n
        cross join lateral (
            select * from {tables.Schedules} s
            where s.id = n.id and s.state = {(int)ScheduleState.Active} and s.next_due is not null
            offset 0) s
        order by s.next_due, s.id
        """;

    private static string NearestRuns(TableNames tables, string condition, string size) => $"""
        select {RowColumns.RunHead("n")} from unnest(@jobs) as j(job) cross join lateral (
            select r.* from {tables.Runs} r
            where r.job = j.job and {OpenStates} {condition}
            order by r.lease_until, r.id limit {size}) n
        order by n.lease_until, n.id limit {size}
        """;

    private static string Strangers(TableNames tables) => $"""
        {SleepingJobs.Query(tables)}
        {Nearest(tables, "(select job from job where job is not null and job <> all(@jobs) and @strangers > 0)", "", "@strangers")}
        """;

    private static async Task<List<T>> AllAsync<T>(DbDataReader reader, Func<DbDataReader, int, T> read, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(read(reader, 0));
        }

        return rows;
    }
}
