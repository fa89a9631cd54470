using Scheduling.Errors;
using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>The occurrences every so many local days. Pure.</summary>
internal static class DayOccurrences
{
    public const int MaxDays = 36_500;

    /// <summary>The first occurrence later than the given UTC ticks; null when the calendar ends before it.</summary>
    public static long? Next(Recurrence recurrence, long afterTicks)
    {
        var day = recurrence.FirstDay
            ?? throw new InvalidOperationException("The recurrence has no first day yet. Resolve it before asking for occurrences.");
        var days = recurrence.Days!.Value;
        if (days is < 1 or > MaxDays)
        {
            throw new InvalidRecurrenceException($"Every {days:N0} days is not possible. Use 1 to {MaxDays:N0} days.");
        }

        var first = (day.DayNumber * TimeSpan.TicksPerDay) + recurrence.TimeOfDay!.Value.Ticks;
        return Microseconds.Ceiling(first) is { } whole
            ? ZonedTimes.Next(
                new DayTimes(whole, days),
                Zones.Get(recurrence.TimeZone!),
                comesAfterGap: recurrence.InGap == ClockGap.Shift,
                comesTwice: recurrence.InOverlap == ClockOverlap.Both,
                afterTicks)
            : null;
    }
}
