using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Reads schedules and runs.</summary>
internal sealed class Reading(TableNames tables)
{
    private readonly string _byId = Schedules(tables, $"""
        {Parameters.Rows("ids")} with ordinality as i(id, place) join {tables.Schedules} s on s.id = i.id
        """, "order by i.place");

    private readonly string _openRuns = $"""
        select c.now, {RowColumns.RunHead("r")}
        from (select clock_timestamp() as now) c left join {tables.Runs} r on r.id = any(@ids) and r.ended_at is null
        """;

    /// <summary>The statement that reads schedules: the time, their columns, their keys, the names and the values of their labels.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="from">Where they come from, with <c>s</c> the schedules.</param>
    /// <param name="tail">What follows: conditions and the order.</param>
    public static string Schedules(TableNames tables, string from, string tail) => $"""
        select clock_timestamp(), {RowColumns.Schedule("s", "ended", "last")},
            array(select k.key from {tables.CancelKeys} k where k.schedule_id = s.id order by k.key),
            array(select l.name from {tables.Labels} l where l.schedule_id = s.id order by l.name),
            array(select l.value from {tables.Labels} l where l.schedule_id = s.id order by l.name)
        from {from}
        {History.Of(tables, "s")}
        {tail}
        """;

    /// <summary>Reads what <see cref="Schedules"/> selects; the time comes from a statement behind it, since there may be no row.</summary>
    public static async Task<StoreReply<IReadOnlyList<StoredSchedule>>> ReadSchedulesAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        var schedules = await SchedulesAsync(reader, cancellationToken).ConfigureAwait(false);
        return new(schedules, await TimeBehindAsync(reader, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads what <see cref="Schedules"/> selects, and nothing behind it.</summary>
    public static async Task<IReadOnlyList<StoredSchedule>> SchedulesAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        List<StoredSchedule> schedules = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            const int Behind = 1 + RowColumns.ScheduleCount;
            var labels = reader.GetFieldValue<string[]>(Behind + 1).Zip(reader.GetFieldValue<string[]>(Behind + 2))
                .ToDictionary(label => label.First, label => label.Second, StringComparer.Ordinal);
            schedules.Add(RowReader.Schedule(reader, 1, reader.GetFieldValue<string[]>(Behind), labels));
        }

        return schedules;
    }

    /// <summary>The one value of the next statement.</summary>
    public static async Task<DateTimeOffset> TimeBehindAsync(DbDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return reader.Time(0);
    }

    public Task<StoreReply<IReadOnlyList<StoredSchedule>>> GetAsync(DbContext context, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        context.ReadAsync($"{_byId}; select clock_timestamp()", [Parameters.Texts("ids", ids)], ReadSchedulesAsync, cancellationToken);

    public Task<StoreReply<IReadOnlyList<RunHead>>> OpenRunsAsync(DbContext context, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        context.ReadAsync(_openRuns, [Parameters.Guids("ids", ids)], async Task<StoreReply<IReadOnlyList<RunHead>>> (reader, token) =>
        {
            List<RunHead> runs = [];
            var now = default(DateTimeOffset);
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                now = reader.Time(0);
                if (!reader.IsDBNull(1))
                {
                    runs.Add(RowReader.RunHead(reader, 1));
                }
            }

            return new(runs, now);
        }, cancellationToken);
}
