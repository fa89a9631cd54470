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
