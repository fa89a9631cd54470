using Scheduling.Errors;
using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>The occurrences at a fixed period: a grid from the anchor on, by arithmetic. Pure.</summary>
internal static class EveryOccurrences
{
    public static readonly TimeSpan MinPeriod = TimeSpan.FromSeconds(1);

    /// <summary>The first occurrence later than the given UTC ticks, which are whole microseconds; null when the calendar ends before it.</summary>
    public static long? Next(Recurrence recurrence, long afterTicks)
    {
        var (anchor, period) = Grid(recurrence);
        var index = afterTicks < anchor ? 0 : ((afterTicks - anchor) / period) + 1;
        return index <= (DateTimeOffset.MaxValue.UtcTicks - anchor) / period ? Microseconds.Ceiling(anchor + (index * period)) : null;
    }

    /// <summary>How many occurrences lie after the earlier and not after the later of two UTC ticks, both whole microseconds.</summary>
    public static long Count(Recurrence recurrence, long earlier, long later)
    {
        var (anchor, period) = Grid(recurrence);
        return Upto(later) - Upto(earlier);

        long Upto(long ticks) => ticks < anchor ? 0 : ((ticks - anchor) / period) + 1;
    }

    // Rounding an occurrence up moves it by less than a microsecond, and periods last a second: the index on the grid stays the same.
    private static (long Anchor, long Period) Grid(Recurrence recurrence)
    {
        var anchor = recurrence.Anchor
            ?? throw new InvalidOperationException("The recurrence has no anchor yet. Set one with WithAnchor before asking for occurrences.");
        var period = recurrence.Period!.Value;
        if (period < MinPeriod)
        {
            throw new InvalidRecurrenceException($"A period of {period:c} is too short. Use at least {MinPeriod:c}.");
        }

        return (anchor.UtcTicks, period.Ticks);
    }
}
