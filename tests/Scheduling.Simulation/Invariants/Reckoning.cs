using System.Collections.Concurrent;
using Cronos;
using Scheduling.Schedules;

namespace Scheduling.Simulation.Invariants;

/// <summary>When a recurrence is due, reckoned otherwise than the library does: by the platform's zones, day by day and part by part.</summary>
internal static class Reckoning
{
    private static readonly TimeSpan s_step = TimeSpan.FromMicroseconds(1);
    private static readonly ConcurrentDictionary<string, CronExpression> s_crons = new();

    public static DateTimeOffset? Next(Recurrence when, DateTimeOffset after)
    {
        var from = when.StartAt is { } start && start > after ? start - s_step : after;
        while (OfKind(when, from) is { } found && !(found > when.EndAt))
        {
            if (!IsExcepted(when, found))
            {
                return found;
            }

            from = found;
        }

        return null;
    }

    /// <summary>Whether an occurrence may be due then: not before its nominal time, not as late as the one after it, and no later than is asked for.</summary>
    public static bool MayBeDue(Recurrence when, DateTimeOffset occurrence, DateTimeOffset due) =>
        due >= occurrence && due - occurrence <= when.Jitter.GetValueOrDefault() + when.Stagger.GetValueOrDefault() && !(due > occurrence && due >= Next(when, occurrence));

    private static DateTimeOffset? OfKind(Recurrence when, DateTimeOffset after)
    {
        switch (when.Kind)
        {
            case RecurrenceKind.Once:
                return when.At > after ? when.At : null;
            case RecurrenceKind.Every:
                var steps = ((after - when.Anchor!.Value).Ticks / when.Period!.Value.Ticks) + 1;
                return after < when.Anchor ? when.Anchor : when.Anchor + (steps * when.Period.Value);
            case RecurrenceKind.EveryDays:
                return NextDay(when, after);
            case RecurrenceKind.Times:
                return when.AtTimes.Where(time => time > after).Select(time => (DateTimeOffset?)time).Min();
            case RecurrenceKind.Union:
                return when.Parts.Select(part => Next(part, after)).Min();
            default:
                return s_crons.GetOrAdd(when.Expression!, static text => CronExpression.Parse(text, text.Split(' ').Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard))
                    .GetNextOccurrence(after, Zone(when.TimeZone!))?.ToUniversalTime();
        }
    }

    private static DateTimeOffset NextDay(Recurrence when, DateTimeOffset after)
    {
        for (var day = when.FirstDay!.Value; ; day = day.AddDays(when.Days!.Value))
        {
            if (At(day.ToDateTime(when.TimeOfDay!.Value), Zone(when.TimeZone!)) is var at && at > after)
            {
                return at;
            }
        }
    }

    // A time that clocks jump over comes when they have; of one that comes twice, the first is meant, whose offset is the greater.
    private static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.Date.AddMinutes(Math.Floor(local.TimeOfDay.TotalMinutes) + 1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static bool IsExcepted(Recurrence when, DateTimeOffset occurrence) => when.ExceptTimes.Contains(occurrence)
        || when.ExceptDates.Any(excepted => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(occurrence, Zone(excepted.TimeZone)).DateTime) == excepted.Date)
        || when.ExceptRecurrences.Any(other => Next(other, occurrence - s_step) == occurrence);

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(id);
}
