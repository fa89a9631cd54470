using System.Globalization;

namespace Scheduling.Schedules;

/// <summary>How times, days and periods are written in recurrences, and read. The same in every culture.</summary>
internal static class RecurrenceTime
{
    private const string Day = "yyyy-MM-dd";
    private static readonly string[] s_timesOfDay = ["HH:mm:ss.FFFFFFF", "HH:mm"];

    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    public static string Write(DateOnly day) => day.ToString(Day, CultureInfo.InvariantCulture);

    public static string Write(TimeOnly time) =>
        time.ToString(time.Ticks % TimeSpan.TicksPerMinute == 0 ? s_timesOfDay[1] : s_timesOfDay[0], CultureInfo.InvariantCulture);

    public static string Write(TimeSpan period) => period.ToString("c", CultureInfo.InvariantCulture);

    public static bool TryRead(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    public static bool TryRead(string text, out DateOnly day) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    public static bool TryRead(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, s_timesOfDay, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    // Without a colon, "5" would be five days.
    public static bool TryRead(string text, out TimeSpan period)
    {
        period = default;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out period);
    }
}
