namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Times as columns keep them: UTC, cut to the microsecond, which is what databases agree on.</summary>
internal static class Times
{
    /// <summary>The latest time that a column may hold: of later ones, providers make infinity, or nothing they can read back.</summary>
    public static readonly DateTime Latest = Column(DateTimeOffset.MaxValue);

    public static DateTime Column(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    public static DateTime? Column(DateTimeOffset? time) => time is { } value ? Column(value) : null;

    /// <summary>The time after a span; the latest one that can be told if it lies beyond.</summary>
    public static DateTime After(DateTime time, TimeSpan span)
    {
        var ticks = span.Ticks - (span.Ticks % TimeSpan.TicksPerMicrosecond);
        return ticks > Latest.Ticks - time.Ticks ? Latest : new DateTime(Math.Max(0, time.Ticks + ticks), DateTimeKind.Utc);
    }

    public static DateTimeOffset Told(DateTime column) => new(column.Ticks, TimeSpan.Zero);

    public static DateTimeOffset? Told(DateTime? column) => column is { } value ? Told(value) : null;
}
