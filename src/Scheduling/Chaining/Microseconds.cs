namespace Scheduling.Chaining;

/// <summary>Ticks cut to whole microseconds, the finest time that every store keeps. Pure.</summary>
internal static class Microseconds
{
    public static long Floor(long ticks) => ticks - (ticks % TimeSpan.TicksPerMicrosecond);

    /// <summary>The first whole microsecond that is not earlier; null past the end of time.</summary>
    public static long? Ceiling(long ticks)
    {
        var floor = Floor(ticks);
        if (floor == ticks)
        {
            return ticks;
        }

        return floor <= DateTimeOffset.MaxValue.UtcTicks - TimeSpan.TicksPerMicrosecond ? floor + TimeSpan.TicksPerMicrosecond : null;
    }
}
