using Scheduling.InMemory.Rows;

namespace Scheduling.InMemory.Indexes;

/// <summary>The wake-up of an open run, in the order of lease ends and ids.</summary>
/// <param name="at">The end of the lease.</param>
/// <param name="row">The run.</param>
internal readonly struct LeaseKey(long at, RunRow row) : IComparable<LeaseKey>
{
    public long At { get; } = at;

    public RunRow Row { get; } = row;

    // The order of Guids in .NET is that of their text in format N, which is the order that the contract asks for.
    public int CompareTo(LeaseKey other)
    {
        var byTime = At.CompareTo(other.At);
        return byTime != 0 ? byTime : Row.Id.CompareTo(other.Row.Id);
    }

    /// <summary>Whether the run wakes before the schedule: at an earlier time, or at the same one with a lesser id.</summary>
    public bool IsBefore(DueKey due)
    {
        if (At != due.At)
        {
            return At < due.At;
        }

        // Against a text in ASCII, the order of UTF-16 units is that of code points, and a span needs no string.
        Span<char> id = stackalloc char[32];
        Row.Id.TryFormat(id, out _, "N");
        return id.SequenceCompareTo<char>(due.Row.Id) < 0;
    }
}
