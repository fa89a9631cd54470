using System.Diagnostics.CodeAnalysis;

namespace Scheduling.InMemory.Indexes;

/// <summary>Reads several ordered sets as one, entry by entry; each entry costs the logarithm of the number of sets.</summary>
/// <typeparam name="T">The entries.</typeparam>
internal sealed class Merge<T>
    where T : struct, IComparable<T>
{
    private readonly PriorityQueue<IEnumerator<T>, T> _heads = new();

    [SuppressMessage("Reliability", "CA2000", Justification = "The enumerators of ordered sets hold nothing.")]
    public Merge(IEnumerable<OrderedSet<T>> sets)
    {
        foreach (var set in sets)
        {
            var entries = set.InOrder().GetEnumerator();
            if (entries.MoveNext())
            {
                _heads.Enqueue(entries, entries.Current);
            }
        }
    }

    /// <summary>The next entry, without taking it.</summary>
    public bool TryPeek(out T entry) => _heads.TryPeek(out _, out entry);

    /// <summary>Goes past the next entry.</summary>
    public void Pop()
    {
        var entries = _heads.Peek();
        if (entries.MoveNext())
        {
            _heads.DequeueEnqueue(entries, entries.Current);
        }
        else
        {
            _heads.Dequeue();
        }
    }
}
