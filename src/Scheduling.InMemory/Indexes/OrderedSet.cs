namespace Scheduling.InMemory.Indexes;

/// <summary>A set that is kept in order. Not safe for several threads; not to be changed while it is read.</summary>
/// <remarks>
/// A list of sorted chunks. Against a balanced tree it needs no object for each entry, a search touches few cache lines, and an insertion moves at
/// most one chunk.
/// </remarks>
/// <typeparam name="T">The entries, in their own order.</typeparam>
internal sealed class OrderedSet<T>
    where T : struct, IComparable<T>
{
    internal const int ChunkSize = 256;
    private const int FirstChunkSize = 4;
    private T[][] _chunks = [];
    private int[] _counts = [];
    private int _used;

    public int Count { get; private set; }

    public bool Add(T item)
    {
        if (_used == 0)
        {
            InsertChunk(0, new T[FirstChunkSize], 0);
        }

        var chunk = FindChunk(item);
        var place = Array.BinarySearch(_chunks[chunk], 0, _counts[chunk], item);
        if (place >= 0)
        {
            return false;
        }

        Insert(chunk, ~place, item);
        Count++;
        return true;
    }

    public bool Remove(T item)
    {
        if (_used == 0)
        {
            return false;
        }

        var chunk = FindChunk(item);
        var place = Array.BinarySearch(_chunks[chunk], 0, _counts[chunk], item);
        if (place < 0)
        {
            return false;
        }

        var items = _chunks[chunk];
        var last = --_counts[chunk];
        Array.Copy(items, place + 1, items, place, last - place);
        items[last] = default;
        Count--;
        Shrink(chunk);
        return true;
    }

    /// <summary>All entries.</summary>
    public IEnumerable<T> InOrder() => From(0, 0);

    /// <summary>The entries after a place, whether or not there is an entry at it.</summary>
    public IEnumerable<T> After(T item)
    {
        if (_used == 0)
        {
            return [];
        }

        var chunk = FindChunk(item);
        var place = Array.BinarySearch(_chunks[chunk], 0, _counts[chunk], item);
        return From(chunk, place < 0 ? ~place : place + 1);
    }

    /// <summary>The entries in reverse: all, or those before a place, whether or not there is an entry at it.</summary>
    public IEnumerable<T> Descending(T? before)
    {
        if (_used == 0)
        {
            return [];
        }

        if (before is not { } item)
        {
            return DownFrom(_used - 1, _counts[_used - 1] - 1);
        }

        var chunk = FindChunk(item);
        var place = Array.BinarySearch(_chunks[chunk], 0, _counts[chunk], item);
        return DownFrom(chunk, (place < 0 ? ~place : place) - 1);
    }

    private IEnumerable<T> DownFrom(int chunk, int place)
    {
        while (true)
        {
            for (; place >= 0; place--)
            {
                yield return _chunks[chunk][place];
            }

            if (--chunk < 0)
            {
                yield break;
            }

            place = _counts[chunk] - 1;
        }
    }

    private IEnumerable<T> From(int chunk, int place)
    {
        for (; chunk < _used; chunk++, place = 0)
        {
            for (; place < _counts[chunk]; place++)
            {
                yield return _chunks[chunk][place];
            }
        }
    }

    /// <summary>The last chunk that begins at or before the entry; the first one if none does.</summary>
    private int FindChunk(T item)
    {
        var (low, high) = (1, _used);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_chunks[middle][0].CompareTo(item) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    private void Insert(int chunk, int place, T item)
    {
        if (_counts[chunk] == ChunkSize)
        {
            // A half that stays empty behind entries which come in order would never be filled.
            var kept = place == ChunkSize && chunk == _used - 1 ? ChunkSize : ChunkSize / 2;
            Split(chunk, kept);
            if (place > kept || kept == ChunkSize)
            {
                (chunk, place) = (chunk + 1, place - kept);
            }
        }

        if (_counts[chunk] == _chunks[chunk].Length)
        {
            Array.Resize(ref _chunks[chunk], _chunks[chunk].Length * 2);
        }

        var items = _chunks[chunk];
        Array.Copy(items, place, items, place + 1, _counts[chunk] - place);
        items[place] = item;
        _counts[chunk]++;
    }

    private void Split(int chunk, int kept)
    {
        var upper = new T[ChunkSize];
        Array.Copy(_chunks[chunk], kept, upper, 0, ChunkSize - kept);
        Array.Clear(_chunks[chunk], kept, ChunkSize - kept);
        _counts[chunk] = kept;
        InsertChunk(chunk + 1, upper, ChunkSize - kept);
    }

    /// <summary>Drops a chunk that is empty, and joins one that is sparse with a sparse neighbour.</summary>
    private void Shrink(int chunk)
    {
        if (_counts[chunk] == 0)
        {
            RemoveChunk(chunk);
            return;
        }

        var lower = chunk > 0 ? chunk - 1 : 0;
        var upper = lower + 1;
        if (upper < _used && _counts[lower] + _counts[upper] <= ChunkSize / 2)
        {
            if (_chunks[lower].Length < _counts[lower] + _counts[upper])
            {
                Array.Resize(ref _chunks[lower], ChunkSize);
            }

            Array.Copy(_chunks[upper], 0, _chunks[lower], _counts[lower], _counts[upper]);
            _counts[lower] += _counts[upper];
            RemoveChunk(upper);
        }
    }

    private void InsertChunk(int at, T[] items, int count)
    {
        if (_used == _chunks.Length)
        {
            var length = Math.Max(1, _used * 2);
            Array.Resize(ref _chunks, length);
            Array.Resize(ref _counts, length);
        }

        Array.Copy(_chunks, at, _chunks, at + 1, _used - at);
        Array.Copy(_counts, at, _counts, at + 1, _used - at);
        (_chunks[at], _counts[at]) = (items, count);
        _used++;
    }

    private void RemoveChunk(int at)
    {
        _used--;
        Array.Copy(_chunks, at + 1, _chunks, at, _used - at);
        Array.Copy(_counts, at + 1, _counts, at, _used - at);
        _chunks[_used] = null!;
    }
}
