using System.Globalization;

namespace Scheduling.Schedules;

/// <summary>A piece of a text that remembers where it stands, so that whatever is wrong with it is told with its position.</summary>
internal readonly record struct TextPiece(string Text, int Start, int End)
{
    public bool IsEmpty => Start >= End;

    public char First => Text[Start];

    private ReadOnlySpan<char> Span => Text.AsSpan(Start, End - Start);

    public override string ToString() => Text[Start..End];

    public TextPiece Trim()
    {
        var (start, end) = (Start, End);
        while (start < end && char.IsWhiteSpace(Text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(Text[end - 1]))
        {
            end--;
        }

        return new(Text, start, end);
    }

    /// <summary>What follows the words, if it begins with them.</summary>
    public TextPiece? After(string words) => Span.StartsWith(words, StringComparison.OrdinalIgnoreCase) ? new TextPiece(Text, Start + words.Length, End) : null;

    /// <summary>What stands before the words with which it must end.</summary>
    public TextPiece Before(string words) => Span.EndsWith(words, StringComparison.OrdinalIgnoreCase)
        ? new(Text, Start, End - words.Length)
        : throw Wrong($"it does not end with \"{words.Trim()}\"", $"Write \"at most 10{words}\".");

    public (TextPiece Before, TextPiece After)? SplitFirst(string words) => Cut(Span.IndexOf(words, StringComparison.OrdinalIgnoreCase), words);

    public (TextPiece Before, TextPiece After)? SplitLast(string words) => Cut(Span.LastIndexOf(words, StringComparison.OrdinalIgnoreCase), words);

    /// <summary>The pieces between the words, apart from words within parentheses.</summary>
    public IReadOnlyList<TextPiece> Split(string words)
    {
        List<TextPiece> pieces = [];
        var (from, depth) = (Start, 0);
        for (var at = Start; at < End; at++)
        {
            depth += Text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0 && Text.AsSpan(at, End - at).StartsWith(words, StringComparison.OrdinalIgnoreCase))
            {
                pieces.Add(new(Text, from, at));
                (from, at) = (at + words.Length, at + words.Length - 1);
            }
        }

        pieces.Add(new(Text, from, End));
        return pieces;
    }

    public void CheckParentheses()
    {
        var (depth, outermost) = (0, 0);
        for (var at = Start; at < End; at++)
        {
            (depth, outermost) = Text[at] switch { '(' => (depth + 1, depth == 0 ? at : outermost), ')' => (depth - 1, outermost), _ => (depth, outermost) };
            if (depth < 0)
            {
                throw new TextPiece(Text, at, at + 1).Wrong("it closes what was not opened", "Remove it, or put a \"(\" before it.");
            }
        }

        if (depth > 0)
        {
            throw new TextPiece(Text, outermost, outermost + 1).Wrong("it is not closed", "Put a \")\" after the recurrence that it opens.");
        }
    }

    public TextPiece InParentheses()
    {
        var piece = Trim();
        return piece.End - piece.Start >= 2 && piece.First == '(' && Text[piece.End - 1] == ')'
            ? new(Text, piece.Start + 1, piece.End - 1)
            : throw piece.Wrong("a recurrence in parentheses is expected here", "Write for example \"(0 9 * * *)\".");
    }

    public DateTimeOffset Time() => RecurrenceTime.TryRead(Trimmed(), out DateTimeOffset time) ? time : throw Wrong("this is no time", "Write it like 2026-01-31T09:00:00Z.");

    public DateOnly Day() => RecurrenceTime.TryRead(Trimmed(), out DateOnly day) ? day : throw Wrong("this is no day", "Write it like 2026-01-31.");

    public TimeOnly TimeOfDay() => RecurrenceTime.TryRead(Trimmed(), out TimeOnly time) ? time : throw Wrong("this is no time of day", "Write it like 09:30 or 09:30:15.");

    public TimeSpan Period() => RecurrenceTime.TryRead(Trimmed(), out TimeSpan period) ? period : throw Wrong("this is no period", "Write it like 00:05:00 or 7.00:00:00.");

    public int Number() => int.TryParse(Trimmed(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw Wrong("this is no whole number over zero", "Write it like 3.");

    public double Fraction() => double.TryParse(Trimmed(), NumberStyles.Float, CultureInfo.InvariantCulture, out var fraction) && fraction is >= 0 and < 1
        ? fraction
        : throw Wrong("this is no fraction from 0 up to 1", "Write it like 0.25.");

    public string Word(string what) => Trimmed() is { Length: > 0 } word && !word.Any(char.IsWhiteSpace)
        ? word
        : throw Wrong($"{what} is one word", "Write for example Europe/Paris.");

    public FormatException Wrong(string fact, string mend)
    {
        var piece = Trim();
        var shown = piece.IsEmpty ? "nothing" : $"'{piece}'";
        return new FormatException(
            string.Create(CultureInfo.InvariantCulture, $"The recurrence \"{Text}\" can't be read: {shown} at position {piece.Start + 1}: {fact}. {mend}"));
    }

    private string Trimmed() => Trim().ToString();

    private (TextPiece Before, TextPiece After)? Cut(int index, string words) =>
        index < 0 ? null : (new TextPiece(Text, Start, Start + index), new TextPiece(Text, Start + index + words.Length, End));
}
