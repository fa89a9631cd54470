using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>The occurrences of a cron expression in a zone. Safe for use by many threads.</summary>
internal static class CronOccurrences
{
    private static readonly BoundedCache<CronPlan> Plans = new(8_192, CronPlan.Read);

    /// <summary>Whether the expression matches any local time at all.</summary>
    public static bool HasAny(string expression) => new CronTimes(Plans.Get(expression).Expression).Next(-1) is not null;

    /// <summary>The first occurrence later than the given UTC ticks; null when the calendar ends before it.</summary>
    public static long? Next(Recurrence recurrence, long afterTicks)
    {
        var plan = Plans.Get(recurrence.Expression!);
        return ZonedTimes.Next(
            new CronTimes(plan.Expression),
            Zones.Get(recurrence.TimeZone!),
            comesAfterGap: recurrence.InGap == ClockGap.Shift && !plan.HasIntervalHours,
            comesTwice: recurrence.InOverlap == ClockOverlap.Both || plan.IsInterval,
            afterTicks);
    }
}
