using System.Diagnostics.CodeAnalysis;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>Makes one plain line of what comes from elsewhere: it must not move the cursor, nor forge a line.</summary>
internal static class Plain
{
    private const int Longest = 500;

    [return: NotNullIfNotNull(nameof(text))]
    public static string? Text(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var cut = text.Length <= Longest ? text : text[..Longest] + "…";
        return string.Create(cut.Length, cut, static (line, from) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                // Line and paragraph separators, too, begin a new line on some terminals.
                line[i] = char.IsControl(from[i]) || from[i] is '\u2028' or '\u2029' ? ' ' : from[i];
            }
        });
    }
}
