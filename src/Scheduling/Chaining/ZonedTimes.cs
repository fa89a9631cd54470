namespace Scheduling.Chaining;

/// <summary>Places local times in a zone whose clocks are changed. Pure, and bounded in work.</summary>
/// <remarks>
/// The cron library would do this too, but asks the platform which local times are invalid or ambiguous. Where a zone changed its offset for good
/// (Moscow 2014) or left out a day (Samoa 2011), the platform's answers to that are wrong; to the offset at a time in UTC they are right.
/// </remarks>
internal static class ZonedTimes
{
    // No two offsets that a zone ever had differ by more.
    private static readonly long s_widest = 26 * TimeSpan.TicksPerHour;

    /// <summary>The first occurrence later than the given UTC ticks; null when the calendar ends before it.</summary>
    /// <param name="times">The local times.</param>
    /// <param name="zone">The zone.</param>
    /// <param name="comesAfterGap">Whether times in a gap come at its end.</param>
    /// <param name="comesTwice">Whether times in an overlap come in its second pass too.</param>
    /// <param name="after">The UTC ticks.</param>
    public static long? Next<T>(T times, ZoneClock zone, bool comesAfterGap, bool comesTwice, long after)
        where T : struct, ILocalTimes
    {
        if (zone.IsUtc)
        {
            return times.Next(after);
        }

        ref readonly var segment = ref zone.At(after);
        var from = after + segment.Offset;
        var found = times.Next(from);
        while (found is { } local)
        {
            var at = local - segment.Offset;
            if (at < segment.End)
            {
                if (local >= segment.Reached || comesTwice)
                {
                    return at <= DateTime.MaxValue.Ticks ? at : null;
                }

                found = times.Next(from = segment.Reached - 1);
                continue;
            }

            if (segment.End > DateTime.MaxValue.Ticks)
            {
                return null;
            }

            // Nothing matches up to the local time that was found. Unless a time before it may come again in an overlap close by, all changes of
            // clocks up to some days before it are passed over.
            var far = local - (3 * TimeSpan.TicksPerDay);
            if (far > segment.End && from + s_widest < segment.End + segment.Offset)
            {
                segment = ref zone.At(far);
                from = far + segment.Offset;
                continue;
            }

            var end = segment.End;
            segment = ref zone.At(end);
            if (segment.Start < end)
            {
                continue;
            }

            if (comesAfterGap && local < segment.LocalStart)
            {
                return end;
            }

            found = times.Next(from = segment.LocalStart - 1);
        }

        return null;
    }
}
