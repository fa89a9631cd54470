using Scheduling.Errors;

namespace Scheduling.Schedules;

/// <summary>Reads the text of a recurrence; <see cref="Recurrence.Parse"/> says what it is like. Pure.</summary>
internal static class RecurrenceParser
{
    private const string Kinds = "Begin with a cron expression, or with \"cron\", \"every\", \"once at\", \"at\" or \"any of\".";

    private const string Options =
        "There are \"not before\", \"not after\", \"at most … times\", \"except at\", \"except on … in\", \"except (…)\", \"skipping gaps\", "
        + "\"twice in overlaps\", \"jitter\" and \"staggered within\".";

    public static Recurrence Parse(string text)
    {
        var whole = new TextPiece(text, 0, text.Length);
        whole.CheckParentheses();
        try
        {
            return Read(whole, 1);
        }
        catch (InvalidRecurrenceException tooLarge)
        {
            throw new FormatException($"The recurrence \"{text}\" can't be read: {tooLarge.Message}", tooLarge);
        }
    }

    private static Recurrence Read(TextPiece text, int depth)
    {
        if (depth > RecurrenceBounds.MaxDepth)
        {
            throw text.Wrong($"it is over {RecurrenceBounds.MaxDepth} recurrences deep", "Make it of fewer.");
        }

        var pieces = text.Split(", ");
        var recurrence = ReadKind(pieces[0], depth);
        foreach (var piece in pieces.Skip(1))
        {
            var option = piece.Trim();
            var read = ReadOption(recurrence, option, depth);
            recurrence = IsSaid(recurrence, option) ? throw option.Wrong("it is said twice", "Say each option once.") : read;
        }

        return recurrence;
    }

    // What can be said only once; exceptions add up.
    private static bool IsSaid(Recurrence recurrence, TextPiece option) =>
        (option.After("not before ") is not null && recurrence.StartAt is not null)
        || (option.After("not after ") is not null && recurrence.EndAt is not null)
        || (option.After("at most ") is not null && recurrence.Limit is not null)
        || (option.After("jitter ") is not null && recurrence.Jitter is not null)
        || (option.After("staggered within ") is not null && recurrence.Stagger is not null);

    private static Recurrence ReadKind(TextPiece text, int depth)
    {
        var trimmed = text.Trim();
        if (trimmed.After("every ") is { } every)
        {
            return ReadEvery(every);
        }

        if (trimmed.After("once at ") is { } once)
        {
            return Recurrence.Once(once.Time());
        }

        if (trimmed.After("at ") is { } times)
        {
            return Recurrence.Times([.. times.Split(" and ").Select(time => time.Time())]);
        }

        if (trimmed.After("any of ") is { } parts)
        {
            return Recurrence.Union([.. parts.Split(" or ").Select(part => Read(part.InParentheses(), depth + 1))]);
        }

        // What follows the word is kept to the character: expressions are compared as they were written.
        var cron = text.After("cron ") ?? trimmed.After("cron ") ?? trimmed;
        if (cron.Trim() is var fields && (fields.IsEmpty || !"0123456789*?@".Contains(fields.First, StringComparison.Ordinal)))
        {
            throw trimmed.Wrong("no kind of recurrence begins like this", Kinds);
        }

        return cron.SplitLast(" in ") is var (expression, zone) ? Recurrence.Cron(expression.ToString(), zone.Word("a time zone")) : Recurrence.Cron(cron.ToString());
    }

    private static Recurrence ReadEvery(TextPiece text)
    {
        var (days, rest) = text.After("day at ") is { } daily ? (1, daily) : text.SplitFirst(" days at ") is var (number, others) ? (number.Number(), others) : (0, text);
        var (when, from) = rest.SplitFirst(" from ") is var (before, after) ? (before, (TextPiece?)after) : (rest, null);
        if (days == 0)
        {
            return Recurrence.Every(when.Period(), from?.Time());
        }

        var (at, zone) = when.SplitFirst(" in ") is var (time, named) ? (time, named.Word("a time zone")) : (when, "UTC");
        return Recurrence.EveryDays(days, at.TimeOfDay(), zone, from?.Day());
    }

    private static Recurrence ReadOption(Recurrence recurrence, TextPiece text, int depth)
    {
        if (text.After("not before ") is { } start)
        {
            return recurrence.Between(start.Time(), recurrence.EndAt);
        }

        if (text.After("not after ") is { } end)
        {
            return recurrence.Between(recurrence.StartAt, end.Time());
        }

        if (text.After("at most ") is { } limit)
        {
            return recurrence.Take(limit.Before(" times").Number());
        }

        if (text.After("except at ") is { } times)
        {
            return recurrence.Except([.. times.Split(" and ").Select(time => time.Time())]);
        }

        if (text.After("except on ") is { } dates)
        {
            return dates.SplitLast(" in ") is var (days, zone)
                ? recurrence.Except(zone.Word("a time zone"), [.. days.Split(" and ").Select(day => day.Day())])
                : throw dates.Wrong("it names no zone", "Write \"except on 2026-12-25 in Europe/Paris\".");
        }

        if (text.After("except ") is { } other)
        {
            return recurrence.Except(Read(other.InParentheses(), depth + 1));
        }

        if (text.After("jitter ") is { } jitter)
        {
            return recurrence.WithJitter(jitter.Period());
        }

        if (text.After("staggered within ") is { } stagger)
        {
            return stagger.SplitFirst(" at phase ") is var (within, phase)
                ? recurrence.Staggered(within.Period()).WithPhase(phase.Fraction())
                : recurrence.Staggered(stagger.Period());
        }

        return text.ToString().ToUpperInvariant() switch
        {
            "SKIPPING GAPS" => recurrence with { InGap = ClockGap.Skip },
            "TWICE IN OVERLAPS" => recurrence with { InOverlap = ClockOverlap.Both },
            _ => throw text.Wrong("no option is called like this", Options),
        };
    }
}
