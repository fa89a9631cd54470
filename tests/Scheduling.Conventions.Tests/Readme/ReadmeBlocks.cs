namespace Scheduling.Conventions.Tests.Readme;

/// <summary>
/// Finds the blocks fenced as csharp. What a block leaves out may stand in a hidden comment directly before it:
/// <c>&lt;!-- compile: using My.App; --&gt;</c>, on one line or on many.
/// </summary>
internal static class ReadmeBlocks
{
    private const string Open = "<!-- compile:";
    private const string Close = "-->";

    public static IReadOnlyList<ReadmeBlock> Find(string page)
    {
        var lines = page.ReplaceLineEndings("\n").Split('\n');
        var blocks = new List<ReadmeBlock>();
        var (preambleLine, preamble) = (0, "");
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                var end = EndOf(lines, i + 1, text => text.Trim() == "```", "A code block");
                if (line[3..].Trim().Split(' ')[0] is "csharp" or "cs" or "c#")
                {
                    blocks.Add(new(i + 2, string.Join('\n', lines[(i + 1)..end]), preambleLine, preamble));
                }

                (preambleLine, preamble, i) = (0, "", end);
            }
            else if (line.StartsWith(Open, StringComparison.Ordinal))
            {
                var end = EndOf(lines, i, text => text.TrimEnd().EndsWith(Close, StringComparison.Ordinal), "A comment");
                var text = string.Join('\n', lines[i..(end + 1)]).Trim();
                (preambleLine, preamble, i) = (i + 1, text[Open.Length..^Close.Length], end);
            }
            else if (line.Length > 0)
            {
                (preambleLine, preamble) = (0, "");
            }
        }

        return blocks;
    }

    private static int EndOf(string[] lines, int from, Predicate<string> isEnd, string what)
    {
        var end = Array.FindIndex(lines, from, isEnd);
        return end >= 0 ? end : throw new FormatException($"{what} that begins at line {from} does not end.");
    }
}
