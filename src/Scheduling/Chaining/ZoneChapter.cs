namespace Scheduling.Chaining;

/// <summary>How a zone's clocks are changed in about a year. Immutable.</summary>
internal sealed class ZoneChapter
{
    public static readonly long Length = 366 * TimeSpan.TicksPerDay;

    // A chapter knows how the segment began that it opens in the middle of, if that may still matter: no clock is put back by two days.
    private static readonly long s_margin = 2 * TimeSpan.TicksPerDay;

    // No zone changes its clocks and changes them back within this time.
    private static readonly long s_step = 3 * TimeSpan.TicksPerHour;

    private readonly ZoneSegment[] _segments;

    private ZoneChapter(long number, ZoneSegment[] segments) => (Number, _segments) = (number, segments);

    public long Number { get; }

    /// <summary>Asks the zone for nothing but its offset from UTC at times in UTC: that is never ambiguous, and the same on each system.</summary>
    public static ZoneChapter Read(TimeZoneInfo zone, long number)
    {
        var start = Math.Max((number * Length) - s_margin, 0);
        var end = Math.Min(((number + 1) * Length) + s_margin, DateTime.MaxValue.Ticks + 1);
        List<ZoneSegment> segments = [];
        var (from, offset) = (start, Offset(zone, start));
        var reached = from + offset;
        for (var at = start; at < end;)
        {
            var next = Math.Min(at + s_step, end - 1);
            if (Offset(zone, next) is var changed && changed != offset)
            {
                var change = Change(zone, at, next, offset);
                segments.Add(new(from, change, offset, reached));
                (from, reached, offset) = (change, change + offset, Offset(zone, change));
                at = change;
                continue;
            }

            at = next == end - 1 ? end : next;
        }

        segments.Add(new(from, end, offset, reached));
        return new(number, [.. segments]);
    }

    public ref readonly ZoneSegment Find(long utc)
    {
        var index = _segments.Length - 1;
        while (index > 0 && _segments[index].Start > utc)
        {
            index--;
        }

        return ref _segments[index];
    }

    private static long Change(TimeZoneInfo zone, long before, long after, long offset)
    {
        while (after - before > 1)
        {
            var middle = before + ((after - before) / 2);
            (before, after) = Offset(zone, middle) == offset ? (middle, after) : (before, middle);
        }

        return after;
    }

    private static long Offset(TimeZoneInfo zone, long utc) => zone.GetUtcOffset(new DateTime(utc, DateTimeKind.Utc)).Ticks;
}
