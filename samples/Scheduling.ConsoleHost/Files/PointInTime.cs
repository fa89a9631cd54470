using System.Globalization;
using System.Text.RegularExpressions;

namespace Scheduling.ConsoleHost.Files;

/// <summary>Reads when something is: a date and time with its offset, or <c>+4s</c>, so long after the file is loaded.</summary>
internal static partial class PointInTime
{
    public const string Forms = "write it as 2030-01-31T09:00:00+01:00, with Z for UTC, or as +4s: so long after the file is loaded";

    public static DateTimeOffset? TryRead(string text, DateTimeOffset now)
    {
        if (text.StartsWith('+'))
        {
            return Duration.TryRead(text[1..]) is { } wait && wait >= TimeSpan.Zero && wait < DateTimeOffset.MaxValue - now ? now + wait : null;
        }

        // A time without an offset would mean another moment on each machine.
        return WithOffset().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex WithOffset();
}
