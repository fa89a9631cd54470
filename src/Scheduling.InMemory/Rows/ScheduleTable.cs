using Scheduling.InMemory.Indexes;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Rows;

/// <summary>The schedules, and every index on them. Guarded by the store's lock.</summary>
internal sealed class ScheduleTable
{
    private readonly Dictionary<string, ScheduleRow> _rows = new(StringComparer.Ordinal);
    private readonly OrderedSet<IdKey> _all = new();
    private readonly OrderedSet<IdKey> _declared = new();
    private readonly OrderedSetMap<string, IdKey> _byGroup = new(StringComparer.Ordinal);
    private readonly OrderedSetMap<string, IdKey> _byJob = new(StringComparer.Ordinal);

    // Nearly all schedules are active: an index of these would say nothing that _all does not.
    private readonly OrderedSetMap<ScheduleState, IdKey> _byRestingState = new(EqualityComparer<ScheduleState>.Default);
    private readonly CancelKeyIndex _byCancelKey = new();
    private readonly OrderedSetMap<(string Name, string Value), IdKey> _byLabel = new(EqualityComparer<(string, string)>.Default);

    /// <summary>The wake-ups of active schedules, by job.</summary>
    public OrderedSetMap<string, DueKey> Due { get; } = new(StringComparer.Ordinal);

    /// <summary>The schedules that were declared in code.</summary>
    public IEnumerable<ScheduleRow> Declared => _declared.InOrder().Select(key => key.Row!);

    public ScheduleRow? Find(string id) => _rows.GetValueOrDefault(id);

    public void Add(ScheduleRow row)
    {
        _rows.Add(row.Id, row);
        _all.Add(new(row.Id, row));
        Index(row);
    }

    /// <summary>The one place where a row's definition, state or due time changes: it goes out of the indexes as it was, and in as it is.</summary>
    public void Define(ScheduleRow row, ScheduleWrite definition, ScheduleState state, long nextDue)
    {
        Unindex(row);
        row.Definition = definition;
        row.State = state;
        row.NextDue = nextDue;
        Index(row);
    }

    /// <summary>As <see cref="Define"/> without a new definition: the way of every claim, which touches only the indexes concerned.</summary>
    public void Arm(ScheduleRow row, ScheduleState state, long nextDue)
    {
        UnindexWake(row);
        row.State = state;
        row.NextDue = nextDue;
        IndexWake(row);
    }

    public void ReplaceCancelKeys(ScheduleRow row, IReadOnlyList<string> keys)
    {
        _byCancelKey.Remove(row.Definition.CancelKeys, row);
        row.Definition = row.Definition with { CancelKeys = keys };
        _byCancelKey.Add(keys, row);
    }

    public void Remove(ScheduleRow row)
    {
        Unindex(row);
        _all.Remove(new(row.Id, row));
        _rows.Remove(row.Id);
        row.IsDeleted = true;
    }

    public IEnumerable<ScheduleRow> WithCancelKey(string key) => _byCancelKey.Find(key);

    /// <summary>The rows that match, in the order of their ids, from the smallest of the indexes that hold them all.</summary>
    public IEnumerable<ScheduleRow> Matching(ScheduleFilter filter, string? afterId)
    {
        var names = filter.Names?.ToHashSet(StringComparer.Ordinal);
        var keys = Narrowest(filter);
        if (DueRange.IsSet(filter) && DueRange.RowsOf(Due, filter, atMost: DueRange.Few + (keys.Count / DueRange.Share)) is { } due)
        {
            return due.Where(row => (afterId is null || IdOrder.Instance.Compare(row.Id, afterId) > 0) && Matches(row, filter, names));
        }

        return (afterId is null ? keys.InOrder() : keys.After(new(afterId, null)))
            .Select(key => key.Row!)
            .Where(row => Matches(row, filter, names));
    }

    private static bool Matches(ScheduleRow row, ScheduleFilter filter, HashSet<string>? names) =>
        (filter.Group is null || filter.Group == row.Definition.Group)
        && (filter.Job is null || filter.Job == row.Definition.Job)
        && (filter.State is null || filter.State == row.State)
        && (filter.DeclaredInCode is null || filter.DeclaredInCode == row.Definition.DeclaredBy is not null)
        && filter.Labels.All(label => row.Definition.Labels.TryGetValue(label.Key, out var value) && value == label.Value)
        && (!DueRange.IsSet(filter) || DueRange.Holds(filter, row))
        && (names is null || (row.Definition.Name is { } name && names.Contains(name)));

    private OrderedSet<IdKey> Narrowest(ScheduleFilter filter)
    {
        var narrowest = _all;
        Consider(filter.Group is { } group ? _byGroup.Find(group) : null);
        Consider(filter.Job is { } job ? _byJob.Find(job) : null);
        Consider(filter.State is { } state and not ScheduleState.Active ? _byRestingState.Find(state) : null);
        Consider(filter.DeclaredInCode == true ? _declared : null);
        foreach (var (name, value) in filter.Labels)
        {
            Consider(_byLabel.Find((name, value)));
        }

        return narrowest;

        void Consider(OrderedSet<IdKey>? keys)
        {
            if (keys is not null && keys.Count < narrowest.Count)
            {
                narrowest = keys;
            }
        }
    }

    private void Index(ScheduleRow row)
    {
        IdKey key = new(row.Id, row);
        _byJob.Add(row.Definition.Job, key);
        if (row.Definition.Group is { } group)
        {
            _byGroup.Add(group, key);
        }

        if (row.Definition.DeclaredBy is not null)
        {
            _declared.Add(key);
        }

        foreach (var (name, value) in row.Definition.Labels)
        {
            _byLabel.Add((name, value), key);
        }

        _byCancelKey.Add(row.Definition.CancelKeys, row);
        IndexWake(row);
    }

    private void Unindex(ScheduleRow row)
    {
        IdKey key = new(row.Id, row);
        _byJob.Remove(row.Definition.Job, key);
        if (row.Definition.Group is { } group)
        {
            _byGroup.Remove(group, key);
        }

        foreach (var (name, value) in row.Definition.Labels)
        {
            _byLabel.Remove((name, value), key);
        }

        _declared.Remove(key);
        _byCancelKey.Remove(row.Definition.CancelKeys, row);
        UnindexWake(row);
    }

    private void IndexWake(ScheduleRow row)
    {
        if (row.IsArmed)
        {
            Due.Add(row.Definition.Job, new(row.NextDue, row));
        }
        else if (row.State != ScheduleState.Active)
        {
            _byRestingState.Add(row.State, new(row.Id, row));
        }
    }

    private void UnindexWake(ScheduleRow row)
    {
        if (row.IsArmed)
        {
            Due.Remove(row.Definition.Job, new(row.NextDue, row));
        }
        else if (row.State != ScheduleState.Active)
        {
            _byRestingState.Remove(row.State, new(row.Id, row));
        }
    }
}
