using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Indexes;

/// <summary>The wake-up of a schedule, in the order of due times and ids.</summary>
/// <param name="at">When it is due.</param>
/// <param name="row">The schedule.</param>
internal readonly struct DueKey(long at, ScheduleRow row) : IComparable<DueKey>
{
    /// <summary>The place before all wake-ups of a time.</summary>
    public DueKey(long at)
        : this(at, null!)
    {
    }

    public long At { get; } = at;

    public ScheduleRow Row { get; } = row;

    public int CompareTo(DueKey other)
    {
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : IdOrder.Instance.Compare(Row?.Id, other.Row?.Id);
    }
}
