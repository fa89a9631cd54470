using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Indexes;

/// <summary>A schedule in the order of ids.</summary>
/// <param name="id">The id.</param>
/// <param name="row">The schedule; null in a key that only marks a place.</param>
internal readonly struct IdKey(string id, ScheduleRow? row) : IComparable<IdKey>
{
    private readonly string _id = id;

    public ScheduleRow? Row { get; } = row;

    public int CompareTo(IdKey other) => IdOrder.Instance.Compare(_id, other._id);
}
