using Scheduling.Hosting;
using Scheduling.Running;

namespace Scheduling.Recovering;

/// <summary>Sets schedules aside whose rows can't be run, one at a time; the others go on.</summary>
internal sealed class SetAsideDesk(NodeContext node)
{
    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(30));
    private readonly Queue<(string Id, long Version, string Note)> _rows = [];

    /// <summary>Whether all that was to be set aside has been.</summary>
    public bool IsIdle => _rows.Count == 0;

    public DateTimeOffset? WakeAt => _rows.Count > 0 ? _lane.RetryAt : null;

    public void Add(string scheduleId, long version, string note)
    {
        if (!_rows.Any(row => row.Id == scheduleId && row.Version == version))
        {
            _rows.Enqueue((scheduleId, version, StoredText.Of(note)));
        }
    }

    public void Decide()
    {
        if (_lane.IsFree(node.Now) && _rows.TryPeek(out var row))
        {
            _lane.Sent();
            node.Do(new NodeCommand.SetAside(node.Now, row.Id, row.Version, row.Note));
        }
    }

    public void Answered()
    {
        _lane.Answered();
        _rows.Dequeue();
    }

    public void Failed()
    {
        _lane.Failed(node.Now, node.Random);
        _rows.Enqueue(_rows.Dequeue());
    }
}
