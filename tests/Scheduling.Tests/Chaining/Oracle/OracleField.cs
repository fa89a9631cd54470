using System.Globalization;

namespace Scheduling.Tests.Chaining.Oracle;

/// <summary>One field of a cron expression, read without the cron library: which values match.</summary>
internal static class OracleField
{
    public static bool IsInterval(string field) => field.IndexOfAny(['*', '-', '/']) >= 0;

    public static bool[] Read(string field, int min, int max)
    {
        var matches = new bool[max + 1];
        foreach (var item in field.Split(','))
        {
            var (range, step) = item.Split('/') is [var before, var after] ? (before, Number(after)) : (item, 1);
            var (from, to) = range switch
            {
                "*" => (min, max),
                _ when range.Split('-') is [var low, var high] => (Number(low), Number(high)),
                _ => (Number(range), item.Contains('/', StringComparison.Ordinal) ? max : Number(range)),
            };
            // A range that runs past the end goes on at the beginning.
            for (var value = from; value <= (from <= to ? to : max); value += step)
            {
                matches[value] = true;
            }

            for (var value = min; from > to && value <= to; value++)
            {
                matches[value] = true;
            }
        }

        return matches;
    }

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
