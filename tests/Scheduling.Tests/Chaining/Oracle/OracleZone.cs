namespace Scheduling.Tests.Chaining.Oracle;

/// <summary>A zone by its offset at each minute, and the minutes at which that changes.</summary>
internal sealed class OracleZone
{
    private const long Minute = TimeSpan.TicksPerMinute;
    private static readonly long s_from = new DateTime(2000, 1, 1).Ticks / Minute;
    private static readonly long s_to = new DateTime(2041, 1, 1).Ticks / Minute;

    private readonly TimeZoneInfo _zone;

    public OracleZone(TimeZoneInfo zone)
    {
        _zone = zone;
        for (var at = s_from; at < s_to; at += 24 * 60)
        {
            for (var (low, high) = (at, at + (24 * 60)); OffsetAt(low) != OffsetAt(high);)
            {
                if (high - low == 1)
                {
                    Changes.Add(high);
                    break;
                }

                var middle = (low + high) / 2;
                (low, high) = OffsetAt(middle) == OffsetAt(low) ? (middle, high) : (low, middle);
            }
        }
    }

    /// <summary>All that change their clocks from 2000 to 2040.</summary>
    public static IReadOnlyList<OracleZone> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => new OracleZone(zone)).Where(zone => zone.Changes.Count > 0)];

    public string Id => _zone.Id;

    /// <summary>The first minutes of new offsets, in UTC, counted from year 1.</summary>
    public List<long> Changes { get; } = [];

    /// <summary>How many minutes the zone's clocks are ahead in a minute of UTC.</summary>
    public long OffsetAt(long minute) => _zone.GetUtcOffset(new DateTime(minute * Minute, DateTimeKind.Utc)).Ticks / Minute;
}
