using Scheduling.Schedules;

namespace Scheduling.Tests.Chaining.Oracle;

/// <summary>The occurrences of a recurrence, slowly and by its definition alone: neither the cron library nor the engine has a part in them.</summary>
internal static class OracleTimes
{
    /// <summary>All from a minute of UTC up to, not including, another, in ticks and in order.</summary>
    public static IEnumerable<long> Between(Recurrence recurrence, Func<string, OracleZone> zones, long from, long to)
    {
        var excepted = recurrence.ExceptRecurrences.SelectMany(other => Between(other, zones, from, to)).ToHashSet();
        excepted.UnionWith(recurrence.ExceptTimes.Select(time => time.UtcTicks));
        return Named(recurrence, zones, from, to)
            .Where(at => !excepted.Contains(at) && !(at < recurrence.StartAt?.UtcTicks) && !(at > recurrence.EndAt?.UtcTicks))
            .Where(at => !recurrence.ExceptDates.Any(day => day.Date == DateAt(zones(day.TimeZone), at)));
    }

    private static IEnumerable<long> Named(Recurrence recurrence, Func<string, OracleZone> zones, long from, long to) => recurrence.Kind switch
    {
        RecurrenceKind.Cron => WalkOf(recurrence).Between(zones(recurrence.TimeZone!), from, to),
        RecurrenceKind.EveryDays => WalkOfDays(recurrence).Between(zones(recurrence.TimeZone!), from, to),
        RecurrenceKind.Every => OnGrid(recurrence, from * TimeSpan.TicksPerMinute, to * TimeSpan.TicksPerMinute),
        RecurrenceKind.Union => recurrence.Parts.SelectMany(part => Between(part, zones, from, to)).Distinct().Order(),
        _ => throw new NotSupportedException($"{recurrence.Kind}"),
    };

    private static OracleWalk WalkOf(Recurrence cron)
    {
        var fields = cron.Expression!.Split(' ');
        var seconds = fields.Length == 6 ? fields[0] : "0";
        var (minute, hour) = (fields[^5], fields[^4]);
        var (minutes, hours) = (OracleField.Read(minute, 0, 59), OracleField.Read(hour, 0, 23));
        var second = OracleField.Read(seconds, 0, 59);
        var isInterval = new[] { seconds, minute, hour }.Any(OracleField.IsInterval);
        return new OracleWalk(
            new OracleDays(fields[^3], fields[^2], fields[^1]).Matches,
            at => minutes[at % 60] && hours[at / 60],
            [.. Enumerable.Range(0, 60).Where(at => second[at])],
            cron.InGap == ClockGap.Shift && !OracleField.IsInterval(hour),
            cron.InOverlap == ClockOverlap.Both || isInterval);
    }

    private static OracleWalk WalkOfDays(Recurrence days)
    {
        var (first, at) = (days.FirstDay!.Value, days.TimeOfDay!.Value);
        return new OracleWalk(
            day => day >= first && (day.DayNumber - first.DayNumber) % days.Days == 0,
            minute => minute == (at.Hour * 60) + at.Minute,
            [at.Second],
            days.InGap == ClockGap.Shift,
            days.InOverlap == ClockOverlap.Both);
    }

    private static IEnumerable<long> OnGrid(Recurrence every, long from, long to)
    {
        var (anchor, period) = (every.Anchor!.Value.UtcTicks, every.Period!.Value.Ticks);
        for (var at = anchor + (from <= anchor ? 0 : (from - anchor + period - 1) / period * period); at < to; at += period)
        {
            yield return at;
        }
    }

    private static DateOnly DateAt(OracleZone zone, long ticks) =>
        DateOnly.FromDayNumber((int)((ticks + (zone.OffsetAt(ticks / TimeSpan.TicksPerMinute) * TimeSpan.TicksPerMinute)) / TimeSpan.TicksPerDay));
}
