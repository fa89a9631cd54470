namespace Scheduling.Tests.Chaining.Oracle;

/// <summary>Which days the day of month, month and day of week of a cron expression match, read without the cron library.</summary>
internal sealed class OracleDays(string dayOfMonth, string month, string dayOfWeek)
{
    private static readonly string[] s_weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly bool[] _months = OracleField.Read(month, 1, 12);
    private readonly bool[]? _days = dayOfMonth.IndexOfAny(['L', 'W']) >= 0 ? null : OracleField.Read(dayOfMonth, 1, 31);
    private readonly bool[]? _weekdays = dayOfWeek.IndexOfAny(['L', '#']) >= 0 ? null : OracleField.Read(dayOfWeek, 0, 7);

    public bool Matches(DateOnly day) => _months[day.Month] && MatchesDay(day) && MatchesWeekday(day);

    private bool MatchesDay(DateOnly day)
    {
        if (_days is not null)
        {
            return _days[day.Day];
        }

        var last = DateTime.DaysInMonth(day.Year, day.Month);
        var text = dayOfMonth.TrimEnd('W');
        var named = text[0] != 'L' ? OracleField.Number(text) : text.Length == 1 ? last : last - OracleField.Number(text[2..]);
        if (named > last)
        {
            return false;
        }

        return day.Day == (dayOfMonth.EndsWith('W') ? Nearest(new DateOnly(day.Year, day.Month, named), last) : named);
    }

    // The nearest day from Monday to Friday within the month.
    private static int Nearest(DateOnly day, int last) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.Day == 1 ? 3 : day.Day - 1,
        DayOfWeek.Sunday => day.Day == last ? day.Day - 2 : day.Day + 1,
        _ => day.Day,
    };

    private bool MatchesWeekday(DateOnly day)
    {
        if (_weekdays is not null)
        {
            return _weekdays[(int)day.DayOfWeek] || (day.DayOfWeek == DayOfWeek.Sunday && _weekdays[7]);
        }

        if (dayOfWeek.EndsWith('L'))
        {
            return IsWeekday(day, dayOfWeek[..^1]) && day.AddDays(7).Month != day.Month;
        }

        var parts = dayOfWeek.Split('#');
        return IsWeekday(day, parts[0]) && ((day.Day - 1) / 7) + 1 == OracleField.Number(parts[1]);
    }

    private static bool IsWeekday(DateOnly day, string name) =>
        (Array.IndexOf(s_weekdays, name) is >= 0 and var index ? index : OracleField.Number(name) % 7) == (int)day.DayOfWeek;
}
