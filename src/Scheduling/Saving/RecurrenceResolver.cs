using Scheduling.Chaining;
using Scheduling.Schedules;

namespace Scheduling.Saving;

/// <summary>Fills in what a definition leaves to the first save: where intervals and days are counted from, and the schedule's place among those staggered. Pure.</summary>
internal static class RecurrenceResolver
{
    /// <summary>The recurrence of a schedule that is saved for the first time.</summary>
    /// <param name="definition">The recurrence as it was defined.</param>
    /// <param name="now">The time of the save.</param>
    /// <param name="phase">The place among those staggered.</param>
    public static Recurrence Resolve(Recurrence definition, DateTimeOffset now, double phase)
    {
        var resolved = Placed(definition, definition.StartAt, now);
        return resolved is { Stagger: not null, Phase: null } ? resolved.WithPhase(phase) : resolved;
    }

    /// <summary>The same for a schedule that exists: what it was given before, it keeps, as far as the definition says the same as it did then.</summary>
    /// <param name="definition">The recurrence as it was defined.</param>
    /// <param name="resolved">What <see cref="Resolve"/> makes of it.</param>
    /// <param name="stored">What is stored; null if that can't be read.</param>
    public static Recurrence Keep(Recurrence definition, Recurrence resolved, Recurrence? stored)
    {
        if (stored is null)
        {
            return resolved;
        }

        var kept = KeptPlace(definition, resolved, stored, null, null);
        return definition.Phase is null && kept.Stagger is not null && stored.Phase is { } phase ? kept.WithPhase(phase) : kept;
    }

    private static Recurrence Placed(Recurrence definition, DateTimeOffset? outerStart, DateTimeOffset now)
    {
        var start = definition.StartAt ?? outerStart;
        var own = definition switch
        {
            // Occurrences lie at whole microseconds: an anchor between two of them would itself come after now, and be the first.
            { Kind: RecurrenceKind.Every, Anchor: null } => definition.WithAnchor(start ?? new DateTimeOffset(Microseconds.Floor(now.UtcTicks), TimeSpan.Zero)),
            { Kind: RecurrenceKind.EveryDays, FirstDay: null } => definition.WithFirstDay(DayOf(start ?? now, definition.TimeZone!)),
            _ => definition,
        };
        return own.MapParts((part, _) => Placed(part, start, now), (exception, _) => Placed(exception, start, now));
    }

    private static DateOnly DayOf(DateTimeOffset time, string zone)
    {
        var local = time.UtcTicks + Zones.Get(zone).At(time.UtcTicks).Offset;
        return DateOnly.FromDayNumber((int)(Math.Clamp(local, 0, DateTime.MaxValue.Ticks) / TimeSpan.TicksPerDay));
    }

    // A start that was given only now is a place of its own, other than the one that was taken without it.
    private static Recurrence KeptPlace(
        Recurrence definition, Recurrence resolved, Recurrence stored, DateTimeOffset? outerStart, DateTimeOffset? storedOuterStart)
    {
        var (start, storedStart) = (definition.StartAt ?? outerStart, stored.StartAt ?? storedOuterStart);
        var own = resolved;
        if ((start is null || start == storedStart) && IsAlike(definition, stored))
        {
            own = definition switch
            {
                { Kind: RecurrenceKind.Every, Anchor: null } => resolved.WithAnchor(stored.Anchor!.Value),
                { Kind: RecurrenceKind.EveryDays, FirstDay: null } => resolved.WithFirstDay(stored.FirstDay!.Value),
                _ => resolved,
            };
        }

        return own.MapParts(
            (part, index) => KeptPart(definition.Parts[index], part, index, stored.Parts),
            (exception, index) => KeptPart(definition.ExceptRecurrences[index], exception, index, stored.ExceptRecurrences));

        Recurrence KeptPart(Recurrence part, Recurrence placed, int index, IReadOnlyList<Recurrence> known) =>
            (index < known.Count && IsAlike(part, known[index]) ? known[index] : known.FirstOrDefault(other => IsAlike(part, other))) is { } like
                ? KeptPlace(part, placed, like, start, storedStart)
                : placed;
    }

    private static bool IsAlike(Recurrence definition, Recurrence stored) => definition.Kind == stored.Kind && definition.Kind switch
    {
        RecurrenceKind.Every => stored.Anchor is not null && definition.Period == stored.Period,
        RecurrenceKind.EveryDays => stored.FirstDay is not null
            && (definition.Days, definition.TimeOfDay, definition.TimeZone) == (stored.Days, stored.TimeOfDay, stored.TimeZone),
        _ => true,
    };
}
