using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>Which occurrences are left out. Pure.</summary>
internal static class Exceptions
{
    /// <summary>
    /// Whether an occurrence is left out, and up to which UTC ticks there is none then; null if it stays. Both are whole microseconds.
    /// </summary>
    /// <param name="recurrence">The recurrence.</param>
    /// <param name="occurrence">The occurrence, in UTC ticks.</param>
    /// <param name="left">How many occurrences the search may yet pass over.</param>
    public static long? PassedOver(Recurrence recurrence, long occurrence, ref int left)
    {
        if (TimeLists.Contains(recurrence.ExceptTimes, occurrence))
        {
            return occurrence;
        }

        if (EndOfDay(recurrence.ExceptDates, occurrence) is { } end)
        {
            return end;
        }

        var before = occurrence - TimeSpan.TicksPerMicrosecond;
        for (var index = 0; index < recurrence.ExceptRecurrences.Count; index++)
        {
            if (Occurrences.NextTicks(recurrence.ExceptRecurrences[index], before, ref left) == occurrence)
            {
                return occurrence;
            }
        }

        return null;
    }

    private static long? EndOfDay(IReadOnlyList<ExceptedDate> days, long occurrence)
    {
        string? zone = null;
        var day = -1L;
        for (var index = 0; index < days.Count; index++)
        {
            var excepted = days[index];
            if (excepted.TimeZone != zone)
            {
                zone = excepted.TimeZone;
                day = (occurrence + Zones.Get(zone).At(occurrence).Offset) / TimeSpan.TicksPerDay;
            }

            if (excepted.Date.DayNumber == day)
            {
                // Where clocks are changed during the day, it is walked through in two steps: it may be shorter than the rest of it looks.
                ref readonly var segment = ref Zones.Get(zone).At(occurrence);
                var end = Math.Min(((day + 1) * TimeSpan.TicksPerDay) - segment.Offset, segment.End) - TimeSpan.TicksPerMicrosecond;
                return Math.Max(Microseconds.Floor(end), occurrence);
            }
        }

        return null;
    }
}
