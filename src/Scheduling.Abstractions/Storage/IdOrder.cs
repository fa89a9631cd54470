namespace Scheduling.Storage;

/// <summary>The order of ids: by code points, as PostgreSQL's "C" collation and SQLite's BINARY have it.</summary>
/// <remarks>
/// Comparing .NET's UTF-16 units would order characters beyond U+FFFF before those from U+E000 on; a window read from a database and one kept in memory must agree.
/// </remarks>
public sealed class IdOrder : IComparer<string>
{
    private IdOrder()
    {
    }

    /// <summary>The one instance.</summary>
    public static IdOrder Instance { get; } = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
        {
            return string.CompareOrdinal(x, y);
        }

        var same = x.AsSpan().CommonPrefixLength(y);
        if (same == x.Length || same == y.Length)
        {
            return x.Length.CompareTo(y.Length);
        }

        // Of two different units, halves of a pair stand for a code point beyond every single unit.
        var (a, b) = (x[same], y[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
