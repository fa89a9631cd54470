using Cronos;

namespace Scheduling.Chaining;

/// <summary>The occurrences of a cron expression in a zone. Safe for use by many threads.</summary>
internal static class CronOccurrences
{
    private const int MaxLeapHours = 48;

    private static readonly BoundedCache<CronExpression> Expressions = new(8_192, CronText.Parse);

    /// <summary>The first occurrence later than the given UTC ticks; null when the calendar ends before it.</summary>
    public static long? Next(string expression, string timeZone, long afterTicks)
    {
        var cron = Expressions.Get(expression);
        var zone = Zones.Get(timeZone);
        try
        {
            var next = cron.GetNextOccurrence(new DateTimeOffset(afterTicks, TimeSpan.Zero), zone)?.UtcTicks;
            // Where a zone left out a whole day (Samoa's 30 December 2011), the platform takes that day's times for valid and places them
            // before the leap: the search goes back in time. Asking from beyond the leap ends that; a chain must never stand still.
            for (var (hour, hours) = (afterTicks / TimeSpan.TicksPerHour, 0); next <= afterTicks && hours < MaxLeapHours; hours++)
            {
                next = cron.GetNextOccurrence(new DateTimeOffset(++hour * TimeSpan.TicksPerHour, TimeSpan.Zero), zone, inclusive: true)?.UtcTicks;
            }

            return next > afterTicks ? next : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // The occurrence lies in the year 9999 of the zone, and past the last time that UTC can say.
            return null;
        }
    }
}
