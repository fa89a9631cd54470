namespace Scheduling.InMemory.Indexes;

/// <summary>An ordered set for each key; a key without entries takes no room. Not safe for several threads.</summary>
/// <typeparam name="TKey">The keys.</typeparam>
/// <typeparam name="T">The entries.</typeparam>
internal sealed class OrderedSetMap<TKey, T>(IEqualityComparer<TKey> keys)
    where TKey : notnull
    where T : struct, IComparable<T>
{
    private static readonly OrderedSet<T> s_empty = new();
    private readonly Dictionary<TKey, OrderedSet<T>> _sets = new(keys);

    public void Add(TKey key, T item)
    {
        if (!_sets.TryGetValue(key, out var set))
        {
            _sets.Add(key, set = new());
        }

        set.Add(item);
    }

    public void Remove(TKey key, T item)
    {
        if (_sets.TryGetValue(key, out var set) && set.Remove(item) && set.Count == 0)
        {
            _sets.Remove(key);
        }
    }

    /// <summary>The entries of a key, to be read only.</summary>
    public OrderedSet<T> Find(TKey key) => _sets.GetValueOrDefault(key, s_empty);

    /// <summary>The entries of each key, to be read only.</summary>
    public IEnumerable<OrderedSet<T>> All => _sets.Values;

    /// <summary>The entries of these keys, as one sequence in order.</summary>
    public Merge<T> Of(IReadOnlySet<TKey> keys) => new(keys.Select(Find));

    /// <summary>The entries of all other keys, as one sequence in order.</summary>
    public Merge<T> Except(IReadOnlySet<TKey> keys) => new(_sets.Where(pair => !keys.Contains(pair.Key)).Select(pair => pair.Value));
}
