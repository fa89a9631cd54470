using System.Globalization;
using System.Text.RegularExpressions;

namespace Scheduling.ConsoleHost.Files;

/// <summary>Reads how long something is: <c>90s</c>, <c>1h30m</c>, <c>500ms</c>, or <c>[d.]hh:mm:ss</c>.</summary>
internal static partial class Duration
{
    public const string Forms = "write it as 90s, 1h30m, 2d, 500ms, or 00:01:30";

    public static TimeSpan? TryRead(string text)
    {
        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var span) && text.Contains(':'))
        {
            return span;
        }

        var match = Parts().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var total = 0d;
        foreach (var (group, milliseconds) in new[] { ("d", 86_400_000d), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1) })
        {
            if (match.Groups[group] is { Success: true } part)
            {
                total += double.Parse(part.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * milliseconds;
            }
        }

        return total <= TimeSpan.MaxValue.TotalMilliseconds / 2 ? TimeSpan.FromMilliseconds(total) : null;
    }

    [GeneratedRegex(
        @"^(?=.)((?<d>\d{1,9}(\.\d{1,6})?)d)?((?<h>\d{1,9}(\.\d{1,6})?)h)?((?<m>\d{1,9}(\.\d{1,6})?)m(?!s))?((?<s>\d{1,9}(\.\d{1,6})?)s)?((?<ms>\d{1,9})ms)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
