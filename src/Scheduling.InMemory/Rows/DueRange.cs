using Scheduling.InMemory.Indexes;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Rows;

/// <summary>The range of due times in a filter.</summary>
internal static class DueRange
{
    /// <summary>Of how many rows one must be in the range, so that to put those in order is cheaper than to go through all.</summary>
    public const int Share = 16;

    /// <summary>So many are put in order in any case.</summary>
    public const int Few = 16;

    public static bool IsSet(ScheduleFilter filter) => (filter.DueFrom ?? filter.DueBefore) is not null;

    public static bool Holds(ScheduleFilter filter, ScheduleRow row) => row.IsArmed && row.NextDue >= From(filter) && row.NextDue < Before(filter);

    /// <summary>The rows in the range, in the order of their ids; null if there are more than so many.</summary>
    public static IEnumerable<ScheduleRow>? RowsOf(OrderedSetMap<string, DueKey> due, ScheduleFilter filter, int atMost)
    {
        List<ScheduleRow> rows = [];
        foreach (var keys in filter.Job is { } job ? [due.Find(job)] : due.All)
        {
            foreach (var key in keys.After(new(From(filter))).TakeWhile(key => key.At < Before(filter)))
            {
                if (rows.Count == atMost)
                {
                    return null;
                }

                rows.Add(key.Row);
            }
        }

        rows.Sort((one, other) => IdOrder.Instance.Compare(one.Id, other.Id));
        return rows;
    }

    private static long From(ScheduleFilter filter) => filter.DueFrom is { } from ? Instant.From(from) : long.MinValue;

    private static long Before(ScheduleFilter filter) => filter.DueBefore is { } before ? Instant.From(before) : Instant.Never;
}
