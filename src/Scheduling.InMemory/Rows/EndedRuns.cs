using Scheduling.InMemory.Indexes;
using Scheduling.Storage;

namespace Scheduling.InMemory.Rows;

/// <summary>The runs that have ended and are kept. Guarded by the store's lock.</summary>
/// <remarks>
/// They stand in the order in which they ended, all together and by schedule, so that what goes next is always a first one: of its schedule when there are too
/// many, of all (and thereby of its schedule) when it is too old. A schedule none of whose runs has ended takes no room.
/// </remarks>
/// <param name="ids">The ids of all runs; one that is removed goes from there too.</param>
internal sealed class EndedRuns(OrderedSet<Guid> ids)
{
    private readonly Dictionary<Guid, StoredRun> _rows = [];
    private readonly LinkedList<StoredRun> _byEnd = new();
    private readonly Dictionary<(string Id, bool AreCallbacks), Queue<LinkedListNode<StoredRun>>> _bySchedule = [];

    public StoredRun? Find(Guid id) => _rows.GetValueOrDefault(id);

    public IEnumerable<StoredRun> OfSchedule(string scheduleId) =>
        (_bySchedule.GetValueOrDefault((scheduleId, false)) ?? []).Concat(_bySchedule.GetValueOrDefault((scheduleId, true)) ?? []).Select(node => node.Value);

    public void Add(StoredRun run)
    {
        _rows.Add(run.Id, run);
        if (!_bySchedule.TryGetValue(KeyOf(run), out var nodes))
        {
            _bySchedule.Add(KeyOf(run), nodes = new());
        }

        nodes.Enqueue(_byEnd.AddLast(run));
    }

    /// <summary>Keeps so many runs of a schedule, or so many callbacks, those that ended last.</summary>
    public void Keep(string scheduleId, bool areCallbacks, int number)
    {
        if (_bySchedule.TryGetValue((scheduleId, areCallbacks), out var nodes))
        {
            while (nodes.Count > number)
            {
                RemoveFirst((scheduleId, areCallbacks), nodes);
            }
        }
    }

    /// <summary>Removes the runs, of whatever schedule, that ended before a time.</summary>
    public void RemoveBefore(DateTimeOffset time)
    {
        while (_byEnd.First is { } first && first.Value.EndedAt < time)
        {
            RemoveFirst(KeyOf(first.Value), _bySchedule[KeyOf(first.Value)]);
        }
    }

    private static (string Id, bool AreCallbacks) KeyOf(StoredRun run) => (run.ScheduleId, run.CallbackOf is not null);

    private void RemoveFirst((string Id, bool AreCallbacks) key, Queue<LinkedListNode<StoredRun>> nodes)
    {
        var node = nodes.Dequeue();
        _byEnd.Remove(node);
        _rows.Remove(node.Value.Id);
        ids.Remove(node.Value.Id);
        if (nodes.Count == 0)
        {
            _bySchedule.Remove(key);
        }
    }
}
