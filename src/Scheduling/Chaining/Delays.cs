using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>How much later than its nominal time an occurrence is due. Pure: the same on every node, and on every day.</summary>
internal static class Delays
{
    /// <summary>
    /// The nominal time, the schedule's share of the stagger, and the occurrence's share of the jitter. Where both at their most would reach the following
    /// occurrence, they are shortened alike, so that they never do. Whole microseconds.
    /// </summary>
    /// <param name="recurrence">The recurrence.</param>
    /// <param name="scheduleId">The schedule's id, from which the jitter is drawn.</param>
    /// <param name="occurrence">The nominal time.</param>
    /// <param name="following">The nominal time of the following occurrence; null when there is none.</param>
    public static DateTimeOffset DueOf(Recurrence recurrence, string scheduleId, DateTimeOffset occurrence, DateTimeOffset? following)
    {
        var (jitter, stagger) = (recurrence.Jitter.GetValueOrDefault(), recurrence.Stagger.GetValueOrDefault());
        double most = jitter.Ticks + stagger.Ticks;
        if (most <= 0)
        {
            return occurrence;
        }

        // Without a following occurrence, the end of the calendar bounds the delay.
        var gap = (following ?? DateTimeOffset.MaxValue).UtcTicks - occurrence.UtcTicks;
        var delay = (recurrence.Phase.GetValueOrDefault() * stagger.Ticks) + (jitter > TimeSpan.Zero ? Fraction(scheduleId, occurrence.UtcTicks) * jitter.Ticks : 0);
        var shortened = Microseconds.Floor((long)(most > gap ? delay * (gap / most) : delay));
        return occurrence.AddTicks(Math.Clamp(shortened, 0, Microseconds.Floor(Math.Max(gap - 1, 0))));
    }

    /// <summary>A number from 0 up to, not including, 1, which looks drawn by chance and is not.</summary>
    /// <remarks>FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo) over the id and the ticks, then the last step of SplitMix64, which spreads what FNV leaves close.</remarks>
    public static double Fraction(string scheduleId, long ticks)
    {
        const ulong Prime = 1099511628211;
        var hash = 14695981039346656037;
        foreach (var c in scheduleId)
        {
            hash = (hash ^ (byte)c) * Prime;
            hash = (hash ^ (byte)(c >> 8)) * Prime;
        }

        for (var shift = 0; shift < 64; shift += 8)
        {
            hash = (hash ^ (byte)(ticks >> shift)) * Prime;
        }

        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
