using Cronos;
using Scheduling.Errors;

namespace Scheduling.Chaining;

/// <summary>Reads cron expressions, and says of one that can't be read where it is wrong. Pure.</summary>
internal static class CronText
{
    /// <summary>Lists are read recursively: without a bound, a long one from anywhere would end the process by its stack.</summary>
    public const int MaxLength = 500;

    private const string Mend =
        "Write five fields (minute, hour, day of month, month, day of week), six with seconds first, or a macro such as @daily.";

    private static readonly string[] Names = ["second", "minute", "hour", "day of month", "month", "day of week"];

    public static CronExpression Parse(string expression)
    {
        if (expression.Length > MaxLength)
        {
            throw new InvalidRecurrenceException(
                $"A cron expression of {expression.Length} characters is not read; at most {MaxLength} are. Use steps (*/5) and ranges (1-5) in place of lists.");
        }

        var fields = Split(expression);
        if (expression.IndexOf('\0') is >= 0 and var nul)
        {
            throw Wrong(expression, $"position {nul + 1} holds a null character", null);
        }

        if (fields.Count > 0 && expression[fields[0].Start] == '@')
        {
            return ParseMacro(expression, fields[0].Start + 1);
        }

        if (fields.Count is not (5 or 6))
        {
            throw Wrong(expression, $"it has {fields.Count} {(fields.Count == 1 ? "field" : "fields")}", null);
        }

        try
        {
            return CronExpression.Parse(expression, fields.Count == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        }
        catch (Exception exception) when (exception is CronFormatException or MissingSeedException)
        {
            throw Located(expression, fields, exception);
        }
    }

    private static CronExpression ParseMacro(string expression, int position)
    {
        try
        {
            return CronExpression.Parse(expression);
        }
        catch (CronFormatException exception)
        {
            throw Wrong(
                expression,
                $"the macro at position {position} is not known; there are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every_minute and @every_second",
                exception);
        }
    }

    // The parser names a field but no position. Each field, then each element of its list, is tried alone among stars.
    private static InvalidRecurrenceException Located(string expression, List<(int Start, int Length)> fields, Exception exception)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            var (start, length) = fields[index];
            var place = index + Names.Length - fields.Count;
            var field = expression.Substring(start, length);
            if (Reason(place, field) is not { } reason)
            {
                continue;
            }

            var offset = 0;
            foreach (var element in field.Split(','))
            {
                if (Reason(place, element) is { } narrower)
                {
                    return Wrong(
                        expression, $"the {Names[place]} '{element}' at position {start + offset + 1} is wrong: {narrower}", exception);
                }

                offset += element.Length + 1;
            }

            return Wrong(expression, $"the {Names[place]} '{field}' at position {start + 1} is wrong: {reason}", exception);
        }

        return Wrong(expression, exception.Message, exception);
    }

    private static string? Reason(int place, string field)
    {
        var stars = new[] { "*", "*", "*", "*", "*", "*" };
        stars[place] = field;
        try
        {
            CronExpression.Parse(string.Join(' ', stars), CronFormat.IncludeSeconds);
            return null;
        }
        catch (MissingSeedException)
        {
            return "H is not supported. Name the value.";
        }
        catch (CronFormatException exception)
        {
            // The parser's sentence begins "The given cron expression has an invalid format. Hours: "; we have said as much.
            var colon = exception.Message.IndexOf(": ", StringComparison.Ordinal);
            return field.Length == 0 ? "it is empty." : colon < 0 ? exception.Message : exception.Message[(colon + 2)..];
        }
    }

    private static List<(int Start, int Length)> Split(string expression)
    {
        List<(int, int)> fields = [];
        for (var at = 0; at < expression.Length;)
        {
            if (expression[at] is ' ' or '\t')
            {
                at++;
                continue;
            }

            var end = expression.AsSpan(at).IndexOfAny(' ', '\t');
            var length = end < 0 ? expression.Length - at : end;
            fields.Add((at, length));
            at += length;
        }

        return fields;
    }

    private static InvalidRecurrenceException Wrong(string expression, string fact, Exception? inner)
    {
        var sentence = fact.EndsWith('.') ? fact : fact + ".";
        return new InvalidRecurrenceException($"The cron expression \"{expression}\" can't be read: {sentence} {Mend}", inner);
    }
}
