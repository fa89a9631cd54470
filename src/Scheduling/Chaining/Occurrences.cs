using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>The occurrences of a recurrence: strictly increasing, in UTC, at whole microseconds, never earlier than what was named. Pure.</summary>
internal static class Occurrences
{
    /// <summary>
    /// One search passes over so many excepted occurrences and no more: eleven days of seconds, or the days of 2,700 years. What lies behind them is
    /// as good as never; without the bound, a cron that excepts itself would be searched for ever.
    /// </summary>
    public const int MaxPassedOver = 1_000_000;

    /// <summary>The first occurrence later than the given time, within the recurrence's bounds; null when there is none. The limit is not looked at.</summary>
    public static DateTimeOffset? Next(Recurrence recurrence, DateTimeOffset after)
    {
        var left = MaxPassedOver;
        return Next(recurrence, after, ref left);
    }

    /// <param name="recurrence">The recurrence.</param>
    /// <param name="after">The time.</param>
    /// <param name="left">How many excepted occurrences may be passed over; under zero afterwards if that was not enough.</param>
    public static DateTimeOffset? Next(Recurrence recurrence, DateTimeOffset after, ref int left)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        return NextTicks(recurrence, after.UtcTicks, ref left) is { } found ? new DateTimeOffset(found, TimeSpan.Zero) : null;
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

    /// <summary>When an occurrence of a schedule is due: at its nominal time, or later by its jitter and stagger. Increases strictly with the occurrence.</summary>
    public static DateTimeOffset DueOf(Recurrence recurrence, string scheduleId, DateTimeOffset occurrence)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        return recurrence is { Jitter: null, Stagger: null }
            ? occurrence
            : Delays.DueOf(recurrence, scheduleId, occurrence, Next(recurrence, occurrence));
    }

    internal static long? NextTicks(Recurrence recurrence, long after, ref int left)
    {
        var from = after;
        if (recurrence.StartAt is { } start)
        {
            from = Math.Max(from, start.UtcTicks - 1);
        }

        // Occurrences are whole microseconds, so what is later than the cut time is exactly what is later than the time itself:
        // only a start at the first tick of all has nothing before it, and a cron that fires there is given up.
        from = Microseconds.Floor(Math.Max(from, 0));
        while (OfKind(recurrence, from, ref left) is { } found && !(found > recurrence.EndAt?.UtcTicks))
        {
            if (!recurrence.HasExceptions)
            {
                return found;
            }

            var passed = Exceptions.PassedOver(recurrence, found, ref left);
            if (left < 0 || (passed is not null && --left < 0))
            {
                return null;
            }

            if (passed is null)
            {
                return found;
            }

            from = passed.Value;
        }

        return null;
    }

    private static long? OfKind(Recurrence recurrence, long from, ref int left) => recurrence.Kind switch
    {
        RecurrenceKind.Cron => CronOccurrences.Next(recurrence, from),
        RecurrenceKind.Every => EveryOccurrences.Next(recurrence, from),
        RecurrenceKind.EveryDays => DayOccurrences.Next(recurrence, from),
        RecurrenceKind.Once => Microseconds.Ceiling(recurrence.At!.Value.UtcTicks) is { } at && at > from ? at : null,
        RecurrenceKind.Times => TimeLists.Next(recurrence.AtTimes, from),
        _ => OfParts(recurrence.Parts, from, ref left),
    };

    private static long? OfParts(IReadOnlyList<Recurrence> parts, long from, ref int left)
    {
        long? first = null;
        for (var index = 0; index < parts.Count; index++)
        {
            if (NextTicks(parts[index], from, ref left) is { } found && !(found >= first))
            {
                first = found;
            }
        }

        // A part that was given up might have come before the others.
        return left < 0 ? null : first;
    }
}
