using System.Collections;

namespace Scheduling.Schedules;

/// <summary>A list that equals another with the same elements in the same order, so that records which hold one stay values. Immutable.</summary>
internal sealed class ValueList<T>(T[] items) : IReadOnlyList<T>
{
    public static readonly ValueList<T> Empty = new([]);

    public int Count => items.Length;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public override bool Equals(object? obj) => obj is ValueList<T> other && (ReferenceEquals(this, other) || items.AsSpan().SequenceEqual(other.Span));

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    private ReadOnlySpan<T> Span => items;
}
