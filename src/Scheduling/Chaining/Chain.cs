using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>Decides which occurrence of a due schedule is claimed, and which one follows it. Pure, and bounded in work.</summary>
internal static class Chain
{
    /// <summary>Missed occurrences are counted up to here; more are told as this many, so that a long outage costs no long start.</summary>
    public const long MaxMissed = 100_000;

    /// <param name="rules">What decides how the chain goes on.</param>
    /// <param name="present">The schedule's next occurrence.</param>
    /// <param name="now">The store's time, normally not before that is due.</param>
    public static ChainStep Advance(ChainRules rules, ChainPoint present, DateTimeOffset now)
    {
        var due = present.Occurrence;
        var next = Occurrences.Next(rules.Recurrence, due);
        if (rules.CatchUp == CatchUpPolicy.All || !(next <= now))
        {
            return new ChainStep(present, PointAt(next), null);
        }

        var (latest, afterLatest) = Latest(rules.Recurrence, next.Value, now);
        return new ChainStep(PointAt(latest), PointAt(afterLatest), new MissedOccurrences(Missed(rules.Recurrence, due, latest), due, due));
    }

    private static ChainPoint? PointAt(DateTimeOffset? occurrence) => occurrence is { } at ? new ChainPoint(at, at, null) : null;

    // Bisects time, not occurrences: "the next occurrence after t is not later than now" holds up to the latest one and never after it.
    // Each step halves what is left or jumps past it, so ten years of seconds take some fifty steps.
    private static (DateTimeOffset Latest, DateTimeOffset? Next) Latest(Recurrence recurrence, DateTimeOffset known, DateTimeOffset now)
    {
        var (latest, end) = (known.UtcTicks, now.UtcTicks);
        while (true)
        {
            var middle = Microseconds.Floor(latest + ((end - latest) / 2));
            var next = Occurrences.Next(recurrence, new DateTimeOffset(middle, TimeSpan.Zero));
            if (next <= now)
            {
                latest = next.Value.UtcTicks;
            }
            else if (middle <= latest)
            {
                return (new DateTimeOffset(latest, TimeSpan.Zero), next);
            }
            else
            {
                end = middle;
            }
        }
    }

    private static long Missed(Recurrence recurrence, DateTimeOffset due, DateTimeOffset latest)
    {
        // The due occurrence counts as one even when a changed recurrence no longer has it.
        if (recurrence.Kind == RecurrenceKind.Every)
        {
            var first = recurrence.StartAt is { } start && start > due ? start.AddTicks(-1) : due;
            var between = EveryOccurrences.Count(recurrence, Microseconds.Floor(first.UtcTicks), latest.UtcTicks);
            return Math.Min(between, MaxMissed);
        }

        var missed = 0L;
        for (var at = due; at < latest && missed < MaxMissed; missed++)
        {
            at = Occurrences.Next(recurrence, at)!.Value;
        }

        return missed;
    }
}
