using Cronos;

namespace Scheduling.Chaining;

/// <summary>The occurrences of a cron expression in a zone. Safe for use by many threads.</summary>
internal static class CronOccurrences
{
    private static readonly BoundedCache<CronExpression> Expressions = new(8_192, CronText.Parse);

    /// <summary>The first occurrence later than the given UTC ticks; null when the calendar ends before it.</summary>
    public static long? Next(string expression, string timeZone, long afterTicks)
    {
        var cron = Expressions.Get(expression);
        var zone = Zones.Get(timeZone);
        try
        {
            return cron.GetNextOccurrence(new DateTimeOffset(afterTicks, TimeSpan.Zero), zone)?.UtcTicks;
        }
        catch (ArgumentOutOfRangeException)
        {
            // The occurrence lies in the year 9999 of the zone, and past the last time that UTC can say.
            return null;
        }
    }
}
