using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>The occurrences of a chain from its present one on, with when they are due and how many are left. Pure, and bounded in work.</summary>
internal readonly struct ChainLine(ChainRules rules, ChainPoint present)
{
    public ChainPoint? After(ChainPoint point) =>
        point.Remaining <= 1 || Occurrences.Next(rules.Recurrence, point.Occurrence) is not { } next ? null : PointAt(next, point.Remaining - 1);

    /// <summary>
    /// The last one that is due by a time; the present one is taken to be. Since no occurrence is due before the one before it, and none as late as the
    /// nominal time of the one after it, it is the last or the last but one whose nominal time has come.
    /// </summary>
    public ChainPoint DueBy(DateTimeOffset time)
    {
        var last = LastUpTo(time);
        if (last > present.Occurrence && DueOf(last) > time)
        {
            last = LastBefore(last);
        }

        return last == present.Occurrence ? present : PointFrom(last);
    }

    /// <summary>What lies from the present one up to, not including, another.</summary>
    public MissedOccurrences? MissedBefore(ChainPoint end) => end.Occurrence == present.Occurrence
        ? null
        : new(CountUpTo(end), present.Occurrence, LastBefore(end.Occurrence));

    /// <summary>What lies from the present one up to and including another.</summary>
    public MissedOccurrences MissedThrough(ChainPoint last) =>
        new(Math.Min(last.Occurrence == present.Occurrence ? 1 : CountUpTo(last) + 1, Chain.MaxMissed), present.Occurrence, last.Occurrence);

    private ChainPoint PointAt(DateTimeOffset occurrence, long? remaining) =>
        new(occurrence, DueOf(occurrence), remaining);

    private DateTimeOffset DueOf(DateTimeOffset occurrence) => Occurrences.DueOf(rules.Recurrence, rules.ScheduleId, occurrence);

    private DateTimeOffset LastBefore(DateTimeOffset occurrence) => LastUpTo(occurrence.AddMicroseconds(-1));

    // With a limit, the way there is counted, which it bounds: the last one may be nearer than the time allows.
    private ChainPoint PointFrom(DateTimeOffset last)
    {
        if (present.Remaining is not { } remaining)
        {
            return PointAt(last, null);
        }

        var at = present.Occurrence;
        while (at < last && remaining > 1 && Occurrences.Next(rules.Recurrence, at) is { } next)
        {
            (at, remaining) = (next, remaining - 1);
        }

        return PointAt(at, remaining);
    }

    // Bisects time, not occurrences: "the next occurrence after t is not later than the limit" holds up to the last one and never after it.
    // Each step halves what is left or jumps past it, so ten years of seconds take some fifty steps.
    private DateTimeOffset LastUpTo(DateTimeOffset limit)
    {
        var (latest, end) = (present.Occurrence.UtcTicks, limit.UtcTicks);
        while (end > latest)
        {
            var middle = Microseconds.Floor(latest + ((end - latest) / 2));
            var next = Occurrences.Next(rules.Recurrence, new DateTimeOffset(Math.Max(middle, latest), TimeSpan.Zero));
            if (next <= limit)
            {
                latest = next.Value.UtcTicks;
            }
            else if (middle <= latest)
            {
                break;
            }
            else
            {
                end = middle;
            }
        }

        return new DateTimeOffset(latest, TimeSpan.Zero);
    }

    private long CountUpTo(ChainPoint end)
    {
        if (present.Remaining is { } whole && end.Remaining is { } left)
        {
            return Math.Min(whole - left, Chain.MaxMissed);
        }

        // The present occurrence counts as one even when a changed recurrence no longer has it.
        var recurrence = rules.Recurrence;
        if (recurrence is { Kind: RecurrenceKind.Every, HasExceptions: false })
        {
            var first = recurrence.StartAt is { } start && start > present.Occurrence ? start.AddTicks(-1) : present.Occurrence;
            return Math.Min(EveryOccurrences.Count(recurrence, Microseconds.Floor(first.UtcTicks), end.Occurrence.UtcTicks), Chain.MaxMissed);
        }

        var count = 0L;
        for (var at = present.Occurrence; at < end.Occurrence && count < Chain.MaxMissed; count++)
        {
            at = Occurrences.Next(recurrence, at)!.Value;
        }

        return count;
    }
}
