using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>The occurrences of a recurrence: strictly increasing, in UTC, at whole microseconds, never earlier than what was named. Pure.</summary>
internal static class Occurrences
{
    /// <summary>The first occurrence later than the given time, within the recurrence's bounds; null when there is none.</summary>
    public static DateTimeOffset? Next(Recurrence recurrence, DateTimeOffset after)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        var from = after.UtcTicks;
        if (recurrence.StartAt is { } start)
        {
            from = Math.Max(from, start.UtcTicks - 1);
        }

        // Occurrences are whole microseconds, so what is later than the cut time is exactly what is later than the time itself:
        // only a start at the first tick of all has nothing before it, and a cron that fires there is given up.
        from = Microseconds.Floor(Math.Max(from, 0));
        var ticks = recurrence.Kind switch
        {
            RecurrenceKind.Cron => CronOccurrences.Next(recurrence.Expression!, recurrence.TimeZone!, from),
            RecurrenceKind.Every => EveryOccurrences.Next(recurrence, from),
            _ => Microseconds.Ceiling(recurrence.At!.Value.UtcTicks) is { } at && at > from ? at : null,
        };
        return ticks is { } found && !(found > recurrence.EndAt?.UtcTicks) ? new DateTimeOffset(found, TimeSpan.Zero) : null;
    }

    /// <summary>
    /// The first occurrence of a schedule that is created now. That of <c>Once</c> may be past: it is due at once. All others are later than now,
    /// so that an interval anchored at its own creation first comes a period later.
    /// </summary>
    public static DateTimeOffset? First(Recurrence recurrence, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        return Next(recurrence, recurrence.Kind == RecurrenceKind.Once ? DateTimeOffset.MinValue : now);
    }
}
