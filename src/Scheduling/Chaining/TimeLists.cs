namespace Scheduling.Chaining;

/// <summary>Lists of times in order, each rounded up to a whole microsecond. Pure.</summary>
internal static class TimeLists
{
    /// <summary>The first time later than the given UTC ticks, which are whole microseconds; null when there is none.</summary>
    public static long? Next(IReadOnlyList<DateTimeOffset> times, long after)
    {
        var (low, high) = (0, times.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = times[middle].UtcTicks > after ? (low, middle) : (middle + 1, high);
        }

        return low < times.Count ? Microseconds.Ceiling(times[low].UtcTicks) : null;
    }

    public static bool Contains(IReadOnlyList<DateTimeOffset> times, long ticks) =>
        times.Count > 0 && Next(times, Math.Max(ticks - TimeSpan.TicksPerMicrosecond, 0)) == ticks;
}
