using Scheduling.InMemory.Indexes;
using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Reads what is due, and how those stand that are asked for.</summary>
internal static class DueReading
{
    public static DuePage Read(Tables tables, DueQuery query, long now)
    {
        var jobs = query.Jobs.ToHashSet(StringComparer.Ordinal);
        var schedules = Collect(
            tables.Schedules.Due.Of(jobs), query.Limit, wake => wake.At <= now, wake => wake.Row,
            query.ScheduleIds.Select(tables.Schedules.Find).Where(row => row is { IsArmed: true }));
        var runs = Collect(
            tables.Runs.Leases.Of(jobs), query.Limit, lease => lease.At <= now, lease => lease.Row, []);
        return new(
            [.. schedules.Rows.Select(row => row.ToHead()!)], [.. runs.Rows.Select(row => row.ToHead())], schedules.More || runs.More);
    }

    private static (IReadOnlyCollection<TRow> Rows, bool More) Collect<TKey, TRow>(
        Merge<TKey> wakes, int limit, Func<TKey, bool> isDue, Func<TKey, TRow> toRow, IEnumerable<TRow?> named)
        where TKey : struct, IComparable<TKey>
        where TRow : class
    {
        List<TRow> rows = [];
        while (rows.Count < limit && wakes.TryPeek(out var wake) && isDue(wake))
        {
            rows.Add(toRow(wake));
            wakes.Pop();
        }

        var told = rows.ToHashSet();
        foreach (var row in named)
        {
            if (row is not null && told.Add(row))
            {
                rows.Add(row);
            }
        }

        // What is due beyond the limit may be told of already, because it was named.
        var more = false;
        while (!more && wakes.TryPeek(out var wake) && isDue(wake))
        {
            more = !told.Contains(toRow(wake));
            wakes.Pop();
        }

        return (rows, more);
    }
}
