using Cronos;

namespace Scheduling.Chaining;

/// <summary>A cron expression that was read, and how it goes with clocks that change.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="IsInterval">Whether its seconds, minutes or hours are an interval (a star, a range, a step): it then goes by elapsed time.</param>
/// <param name="HasIntervalHours">Whether its hours are.</param>
internal sealed record CronPlan(CronExpression Expression, bool IsInterval, bool HasIntervalHours)
{
    public static CronPlan Read(string expression)
    {
        var cron = CronText.Parse(expression);
        var fields = expression.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields[0][0] == '@')
        {
            // Of the macros, these come more often than daily.
            var often = fields[0].StartsWith("@every_", StringComparison.OrdinalIgnoreCase) || fields[0].Equals("@hourly", StringComparison.OrdinalIgnoreCase);
            return new(cron, often, often);
        }

        var hours = fields.Length - 4;
        return new(cron, fields.Take(hours + 1).Any(IsIntervalField), IsIntervalField(fields[hours]));
    }

    private static bool IsIntervalField(string field) => field.AsSpan().ContainsAny("*?/-");
}
