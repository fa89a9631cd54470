using Scheduling.InMemory.Rows;

namespace Scheduling.InMemory.Indexes;

/// <summary>Finds schedules by their cancel keys. Not safe for several threads.</summary>
internal sealed class CancelKeyIndex
{
    // A key mostly belongs to one schedule (that which names its id always does): a set for each would take most of the store's memory.
    private readonly Dictionary<string, object> _found = new(StringComparer.Ordinal);

    public void Add(IReadOnlyList<string> keys, ScheduleRow row)
    {
        foreach (var key in keys)
        {
            _found[key] = _found.TryGetValue(key, out var found) ? With(found, row) : row;
        }
    }

    public void Remove(IReadOnlyList<string> keys, ScheduleRow row)
    {
        foreach (var key in keys)
        {
            if (!_found.TryGetValue(key, out var found))
            {
                continue;
            }

            if (found == row || (found is HashSet<ScheduleRow> rows && rows.Remove(row) && rows.Count == 0))
            {
                _found.Remove(key);
            }
        }
    }

    public IEnumerable<ScheduleRow> Find(string key) => _found.GetValueOrDefault(key) switch
    {
        ScheduleRow row => [row],
        HashSet<ScheduleRow> rows => rows,
        _ => [],
    };

    private static object With(object found, ScheduleRow row)
    {
        if (found is HashSet<ScheduleRow> rows)
        {
            rows.Add(row);
            return rows;
        }

        return found == row ? row : new HashSet<ScheduleRow> { (ScheduleRow)found, row };
    }
}
