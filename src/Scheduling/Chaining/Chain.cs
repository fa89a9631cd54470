using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>Decides which occurrence of a due schedule is claimed, which are passed over, and which one follows. Pure, and bounded in work.</summary>
internal static class Chain
{
    /// <summary>Missed occurrences are counted up to here; more are told as this many, so that a long outage costs no long start.</summary>
    public const long MaxMissed = 100_000;

    /// <summary>
    /// How late an occurrence may be under <see cref="CatchUpPolicy.None"/> without being passed over. Timers are some milliseconds late and a busy node some
    /// seconds; Temporal allows no window under this one either, for the same reason.
    /// </summary>
    public static readonly TimeSpan Punctual = TimeSpan.FromSeconds(10);

    /// <summary>Where the chain of a schedule that is created now begins; null when it has ended before.</summary>
    public static ChainPoint? First(ChainRules rules, DateTimeOffset now) =>
        PointAt(rules, Occurrences.First(rules.Recurrence, now), rules.Recurrence.Limit);

    /// <summary>
    /// Where the chain of a schedule goes on whose recurrence is changed now; null when it has ended. What is past is never made up for by a change. But
    /// an occurrence that has not been claimed, since its jitter or stagger has yet to pass, is still to come.
    /// </summary>
    /// <param name="rules">What decides how the chain goes on, after the change.</param>
    /// <param name="present">The schedule's next occurrence before the change; null if there was none. No earlier one is taken: it may have run.</param>
    /// <param name="now">The store's time.</param>
    /// <param name="used">How many occurrences the schedule has had, which the limit counts.</param>
    public static ChainPoint? After(ChainRules rules, ChainPoint? present, DateTimeOffset now, long used)
    {
        var recurrence = rules.Recurrence;
        var remaining = recurrence.Limit - used;
        if (remaining is null or > 0 && present is { } pending && pending.Occurrence <= now && pending.Due > now
            && Occurrences.Next(recurrence, pending.Occurrence.AddMicroseconds(-1)) == pending.Occurrence)
        {
            // It has come and not yet been due: less of a delay makes it due at once, and never lost.
            return PointAt(rules, pending.Occurrence, remaining);
        }

        var from = present is { } waiting && waiting.Occurrence <= now ? waiting.Occurrence.AddMicroseconds(-1) : now;
        if (remaining <= 0 || Occurrences.Next(recurrence, from) is not { } first)
        {
            return null;
        }

        if (first > now)
        {
            return PointAt(rules, first, remaining);
        }

        // All but the last whose nominal time has come are due before it, and so were due before now.
        var start = new ChainPoint(first, first, null);
        var line = new ChainLine(rules, start);
        var past = line.DueBy(now);
        return past.Occurrence == first && Occurrences.DueOf(recurrence, rules.ScheduleId, first) > now
            ? PointAt(rules, first, remaining)
            : line.After(past) is { } next ? next with { Remaining = remaining } : null;
    }

    /// <summary>
    /// What a claim made now runs, passes over and leaves. Due are the present occurrence and all that follow whose due time has come, as many as are left.
    /// <see cref="CatchUpPolicy.All"/> runs the first of them that is not later than the window allows, <see cref="CatchUpPolicy.Latest"/> and
    /// <see cref="CatchUpPolicy.None"/> the last one unless it is; all that lie before are passed over.
    /// </summary>
    /// <param name="rules">What decides how the chain goes on.</param>
    /// <param name="present">The schedule's next occurrence.</param>
    /// <param name="now">The store's time, normally not before that is due.</param>
    public static ChainStep Advance(ChainRules rules, ChainPoint present, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var line = new ChainLine(rules, present);
        var oldest = Oldest(rules, now);
        if (rules.CatchUp == CatchUpPolicy.All)
        {
            return present.Due >= oldest ? new ChainStep(present, line.After(present), null) : AdvancePast(line, oldest, now);
        }

        // The usual case is decided by the following occurrence alone.
        var next = line.After(present);
        var latest = next?.Occurrence <= now ? line.DueBy(now) : present;
        next = latest == present ? next : line.After(latest);
        return latest.Due >= oldest
            ? new ChainStep(latest, next, line.MissedBefore(latest))
            : new ChainStep(null, next, line.MissedThrough(latest));
    }

    private static ChainStep AdvancePast(ChainLine line, DateTimeOffset oldest, DateTimeOffset now)
    {
        var late = line.DueBy(oldest.AddTicks(-1));
        var run = line.After(late);
        return run?.Due <= now
            ? new ChainStep(run, line.After(run.Value), line.MissedThrough(late))
            : new ChainStep(null, run, line.MissedThrough(late));
    }

    /// <summary>How long after its due time an occurrence may still be run; null: for ever.</summary>
    public static TimeSpan? WindowOf(CatchUpPolicy catchUp, TimeSpan? window) => window ?? (catchUp == CatchUpPolicy.None ? Punctual : null);

    // What was due before this is too late to be run.
    private static DateTimeOffset Oldest(ChainRules rules, DateTimeOffset now)
    {
        return WindowOf(rules.CatchUp, rules.CatchUpWindow) is { } window && window.Ticks < now.UtcTicks ? now.ToUniversalTime() - window : DateTimeOffset.MinValue;
    }

    private static ChainPoint? PointAt(ChainRules rules, DateTimeOffset? occurrence, long? remaining) => occurrence is { } at
        ? new ChainPoint(at, Occurrences.DueOf(rules.Recurrence, rules.ScheduleId, at), remaining)
        : null;
}
