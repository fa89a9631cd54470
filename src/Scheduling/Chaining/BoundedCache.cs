using System.Collections.Concurrent;

namespace Scheduling.Chaining;

/// <summary>Keeps what was made for the keys used of late. Safe for use by many threads; reading takes no lock and allocates nothing.</summary>
/// <remarks>
/// Two generations instead of a list of uses: what is not asked for while the young one fills up is dropped with the old one. So a hot
/// key survives any number of cold ones, and no read has to write.
/// </remarks>
internal sealed class BoundedCache<TValue>(int capacity, Func<string, TValue> make)
    where TValue : class
{
    private volatile Generations _generations = new(New(), New());

    /// <summary>What was made for the key; made now if need be. An exception of the maker goes to the caller and is not kept.</summary>
    public TValue Get(string key)
    {
        var generations = _generations;
        if (generations.Young.TryGetValue(key, out var known))
        {
            return known;
        }

        var value = generations.Old.TryGetValue(key, out var old) ? old : make(key);
        // Counting takes the dictionary's locks, but only here, where a key is new to this generation.
        if (generations.Young.Count >= capacity / 2)
        {
            var turned = new Generations(New(), generations.Young);
            // Whoever loses this race adds to a generation that has just become old: the key is then merely asked for again.
            generations = Interlocked.CompareExchange(ref _generations, turned, generations) == generations ? turned : _generations;
        }

        generations.Young[key] = value;
        return value;
    }

    private static ConcurrentDictionary<string, TValue> New() => new(StringComparer.Ordinal);

    private sealed record Generations(ConcurrentDictionary<string, TValue> Young, ConcurrentDictionary<string, TValue> Old);
}
