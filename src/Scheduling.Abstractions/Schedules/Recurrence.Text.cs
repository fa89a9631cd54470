using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Scheduling.Schedules;

/// <content>The text for configuration files and log lines.</content>
public sealed partial record Recurrence : IParsable<Recurrence>
{
    /// <summary>Reads a recurrence from text, as <see cref="ToString"/> writes it, or from a bare cron expression.</summary>
    /// <param name="text">
    /// What is due, then options, each after a comma and a space. Times are ISO 8601 (in UTC without an offset), periods <c>[d.]hh:mm:ss[.fffffff]</c>;
    /// words are read in any case.
    /// <code>
    /// 0 9 * * 1-5                                        0 9 * * 1-5 in Europe/Paris            cron @daily in Europe/Paris
    /// every 00:05:00                                     every 00:05:00 from 2026-01-01T00:00:00Z
    /// every day at 09:30 in Europe/Paris                 every 3 days at 09:30 in Europe/Paris from 2026-01-01
    /// once at 2026-01-01T09:00:00Z                       at 2026-01-01T09:00:00Z and 2026-02-01T09:00:00Z
    /// any of (0 9 * * *) or (every 00:05:00)
    /// , not before 2026-01-01T00:00:00Z   , not after 2027-01-01T00:00:00Z   , at most 10 times
    /// , except at 2026-01-05T08:00:00Z and 2026-01-06T08:00:00Z   , except on 2026-12-25 and 2026-12-26 in Europe/Paris   , except (0 9 1 * *)
    /// , skipping gaps   , twice in overlaps   , jitter 00:00:30   , staggered within 00:10:00   , staggered within 00:10:00 at phase 0.25
    /// </code>
    /// </param>
    /// <exception cref="FormatException">The text can't be read: with what is wrong, its position (from 1) and the mend.</exception>
    /// <remarks>Whether an expression or a zone exists is checked where the recurrence is saved.</remarks>
    public static Recurrence Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RecurrenceParser.Parse(text);
    }

    /// <summary>Reads a recurrence from text, if it is one.</summary>
    /// <param name="text">See <see cref="Parse"/>.</param>
    /// <param name="recurrence">What was read.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, [MaybeNullWhen(false)] out Recurrence recurrence)
    {
        recurrence = null;
        try
        {
            recurrence = text is null ? null : RecurrenceParser.Parse(text);
        }
        catch (FormatException)
        {
            // Words for people are made only once something is wrong: what is right pays nothing for them.
        }

        return recurrence is not null;
    }

    // The text is the same in every culture: a provider would only be asked for in vain.
    static Recurrence IParsable<Recurrence>.Parse(string s, IFormatProvider? provider) => Parse(s);

    static bool IParsable<Recurrence>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Recurrence result) => TryParse(s, out result);

    /// <summary>The recurrence in words that a log line or a configuration file can hold, for example <c>cron 0 9 * * 1-5 in Europe/Paris</c>.</summary>
    public override string ToString()
    {
        var when = Kind switch
        {
            RecurrenceKind.Cron => $"cron {Expression} in {TimeZone}",
            RecurrenceKind.Every => $"every {Period:c}" + (Anchor is { } anchor ? $" from {RecurrenceTime.Write(anchor)}" : ""),
            RecurrenceKind.EveryDays => $"every {(Days == 1 ? "day" : string.Create(CultureInfo.InvariantCulture, $"{Days} days"))} at {RecurrenceTime.Write(TimeOfDay!.Value)} in {TimeZone}"
                + (FirstDay is { } day ? $" from {RecurrenceTime.Write(day)}" : ""),
            RecurrenceKind.Once => $"once at {RecurrenceTime.Write(At!.Value)}",
            RecurrenceKind.Times => "at " + string.Join(" and ", AtTimes.Select(RecurrenceTime.Write)),
            _ => "any of " + string.Join(" or ", Parts.Select(part => $"({part})")),
        };
        return when + string.Concat(Options());
    }

    private IEnumerable<string> Options()
    {
        if (StartAt is { } start)
        {
            yield return $", not before {RecurrenceTime.Write(start)}";
        }

        if (EndAt is { } end)
        {
            yield return $", not after {RecurrenceTime.Write(end)}";
        }

        if (Limit is { } limit)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $", at most {limit} times");
        }

        if (ExceptTimes.Count > 0)
        {
            yield return ", except at " + string.Join(" and ", ExceptTimes.Select(RecurrenceTime.Write));
        }

        foreach (var zone in ExceptDates.GroupBy(excepted => excepted.TimeZone, StringComparer.Ordinal))
        {
            yield return $", except on {string.Join(" and ", zone.Select(excepted => RecurrenceTime.Write(excepted.Date)))} in {zone.Key}";
        }

        foreach (var other in ExceptRecurrences)
        {
            yield return $", except ({other})";
        }

        if (InGap == ClockGap.Skip)
        {
            yield return ", skipping gaps";
        }

        if (InOverlap == ClockOverlap.Both)
        {
            yield return ", twice in overlaps";
        }

        if (Jitter is { } jitter)
        {
            yield return $", jitter {jitter:c}";
        }

        if (Stagger is { } stagger)
        {
            yield return $", staggered within {stagger:c}" + (Phase is { } phase ? string.Create(CultureInfo.InvariantCulture, $" at phase {phase:R}") : "");
        }
    }
}
