namespace Scheduling.InMemory.Rows;

/// <summary>Times as rows keep them: UTC ticks, cut to the microsecond. A number takes half the room of a time with its offset, and compares faster.</summary>
internal static class Instant
{
    /// <summary>Later than every time: there is none.</summary>
    public const long Never = long.MaxValue;

    private static readonly long s_latest = From(DateTimeOffset.MaxValue);

    /// <summary>The time, cut to the microsecond.</summary>
    public static long From(DateTimeOffset time) => time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond);

    /// <summary>The time, cut to the microsecond; <see cref="Never"/> for none.</summary>
    public static long From(DateTimeOffset? time) => time is { } value ? From(value) : Never;

    /// <summary>The time after a span, cut to the microsecond; the latest one that can be told if it lies beyond.</summary>
    public static long After(long instant, TimeSpan span)
    {
        var ticks = span.Ticks - (span.Ticks % TimeSpan.TicksPerMicrosecond);
        return ticks > s_latest - instant ? s_latest : Math.Max(0, instant + ticks);
    }

    /// <summary>The time as contracts tell it.</summary>
    public static DateTimeOffset ToTime(long instant) => new(instant, TimeSpan.Zero);

    /// <summary>The time as contracts tell it; null for <see cref="Never"/>.</summary>
    public static DateTimeOffset? ToTimeOrNull(long instant) => instant == Never ? null : ToTime(instant);
}
