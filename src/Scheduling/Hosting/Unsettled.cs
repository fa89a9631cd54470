namespace Scheduling.Hosting;

/// <summary>
/// The items of a lane that have been sent, or are about to be, and have no answer. New ones stand before those that have failed, which are sent again as
/// they were; one that failed alone goes behind the others.
/// </summary>
internal sealed class Unsettled<T>
{
    private readonly List<T> _items = [];
    private int _new;

    public int Count => _items.Count;

    public void Add(T item) => _items.Insert(_new++, item);

    /// <summary>The items of the next batch.</summary>
    public T[] Take(int most)
    {
        _new = 0;
        return [.. _items.Take(most)];
    }

    /// <summary>The items of the batch that has been answered, which are settled with this.</summary>
    public T[] Settle(int batch)
    {
        T[] settled = [.. _items.Take(batch)];
        _items.RemoveRange(0, batch);
        return settled;
    }

    public void Failed(int batch)
    {
        if (batch == 1)
        {
            _items.Add(_items[0]);
            _items.RemoveAt(0);
        }
    }

    public T? Find(Predicate<T> match) => _items.Find(match);
}
