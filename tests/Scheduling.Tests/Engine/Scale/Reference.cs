using Cronos;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Scale;

/// <summary>Occurrences, computed without the engine.</summary>
internal static class Reference
{
    /// <summary>The first occurrence after a time.</summary>
    public static DateTimeOffset? After(Recurrence recurrence, DateTimeOffset time)
    {
        var from = recurrence.StartAt is { } start && start > time ? start.AddTicks(-1) : time;
        var next = recurrence.Kind switch
        {
            RecurrenceKind.Once => recurrence.At > from ? recurrence.At : null,
            RecurrenceKind.Cron => CronExpression.Parse(recurrence.Expression!).GetNextOccurrence(
                from, TimeZoneInfo.FindSystemTimeZoneById(recurrence.TimeZone!)),
            _ => OnGrid(recurrence.Anchor!.Value, recurrence.Period!.Value, from),
        };
        return next > recurrence.EndAt ? null : next?.ToUniversalTime();
    }

    /// <summary>
    /// Whether an occurrence of the cron library is one here. It has one at the end of a gap for whatever the gap leaves out, of an hourly cron too; here,
    /// a cron whose hours are an interval goes on by the clock.
    /// </summary>
    public static bool IsNamed(Recurrence recurrence, DateTimeOffset at)
    {
        var local = DateTime.SpecifyKind(TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(recurrence.TimeZone!)).DateTime, DateTimeKind.Utc);
        return recurrence.Expression!.Split(' ')[^4].IndexOfAny(['*', '-', '/']) < 0
            || CronExpression.Parse(recurrence.Expression).GetNextOccurrence(local, inclusive: true) == local;
    }

    private static DateTimeOffset OnGrid(DateTimeOffset anchor, TimeSpan period, DateTimeOffset from)
    {
        var at = anchor;
        while (at <= from)
        {
            at += period;
        }

        return at;
    }
}
