using Scheduling.Errors;

namespace Scheduling.Schedules;

/// <content>How recurrences are made.</content>
public sealed partial record Recurrence
{
    /// <summary>Due whenever the expression matches the local time of a zone.</summary>
    /// <param name="expression">
    /// Five fields (minute, hour, day of month, month, day of week), six with seconds first, or a macro: <c>@yearly</c>, <c>@monthly</c>,
    /// <c>@weekly</c>, <c>@daily</c>, <c>@hourly</c>, <c>@every_minute</c>, <c>@every_second</c>. Syntax: the Cronos library's. In the day of month,
    /// <c>L</c> is the last day, <c>L-2</c> two days before it, <c>15W</c> the weekday nearest to the 15th and <c>LW</c> the last weekday; in the day
    /// of week, <c>5L</c> is the month's last Friday and <c>FRI#2</c> its second. Where both days are named, both must match.
    /// </param>
    /// <param name="timeZone">The IANA zone in which the fields are read; UTC by default.</param>
    /// <remarks>What happens when clocks change: <see cref="InGap"/> and <see cref="InOverlap"/>.</remarks>
    public static Recurrence Cron(string expression, string timeZone = "UTC")
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(timeZone);
        return new(RecurrenceKind.Cron) { Expression = expression, TimeZone = timeZone };
    }

    /// <summary>Due after each period of elapsed time, whatever local clocks do.</summary>
    /// <param name="period">The time between two occurrences, at least one second.</param>
    /// <param name="anchor">
    /// A time on the grid: occurrences lie at the anchor and at whole periods after it. Without one, the grid begins at <see cref="StartAt"/>
    /// or, without that too, when the schedule is saved for the first time: the first occurrence then comes one period later.
    /// </param>
    public static Recurrence Every(TimeSpan period, DateTimeOffset? anchor = null) =>
        new(RecurrenceKind.Every) { Period = period, Anchor = anchor?.ToUniversalTime() };

    /// <summary>Due every so many local days, at a local time: the time of day stays the same when clocks change.</summary>
    /// <param name="days">The days between two occurrences, 1 to 36,500.</param>
    /// <param name="at">The local time of day.</param>
    /// <param name="timeZone">The IANA zone whose days and time are meant; UTC by default.</param>
    /// <param name="from">
    /// The first day. Without one, it is the local day of <see cref="StartAt"/> or, without that too, the one on which the schedule is saved for
    /// the first time.
    /// </param>
    /// <remarks>What happens when clocks change: <see cref="InGap"/> and <see cref="InOverlap"/>.</remarks>
    public static Recurrence EveryDays(int days, TimeOnly at, string timeZone = "UTC", DateOnly? from = null)
    {
        ArgumentNullException.ThrowIfNull(timeZone);
        return new(RecurrenceKind.EveryDays) { Days = days, TimeOfDay = at, TimeZone = timeZone, FirstDay = from };
    }

    /// <summary>Due at one time; a time that is already past when the schedule is created is due at once.</summary>
    /// <param name="at">The time.</param>
    public static Recurrence Once(DateTimeOffset at) => new(RecurrenceKind.Once) { At = at.ToUniversalTime() };

    /// <summary>Due at each of some times. Those that are past when the schedule is created are left out; a list that is past altogether is refused.</summary>
    /// <param name="times">1 to 1,000 times, in any order; equal ones count once.</param>
    /// <exception cref="InvalidRecurrenceException">There are none, or too many.</exception>
    public static Recurrence Times(IEnumerable<DateTimeOffset> times)
    {
        var list = InOrder(times, "times");
        return list.Count > 0
            ? new(RecurrenceKind.Times) { AtTimes = list }
            : throw new InvalidRecurrenceException("A list of times is empty. Name at least one.");
    }

    /// <summary>Due whenever any of several recurrences is; times that several of them name count once.</summary>
    /// <param name="parts">
    /// The recurrences, each with its own bounds, exceptions and choices for clock changes. A limit, jitter and staggering belong to the union.
    /// A recurrence is made of 100 others at the most, 4 deep.
    /// </param>
    /// <exception cref="InvalidRecurrenceException">There are none, or too many.</exception>
    public static Recurrence Union(params Recurrence[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach (var part in parts)
        {
            ArgumentNullException.ThrowIfNull(part, nameof(parts));
        }

        return parts.Length > 0
            ? RecurrenceBounds.Checked(new(RecurrenceKind.Union) { Parts = new ValueList<Recurrence>([.. parts.Take(RecurrenceBounds.MaxParts + 1)]) })
            : throw new InvalidRecurrenceException("A union has no parts. Name at least one recurrence.");
    }

    private static ValueList<DateTimeOffset> InOrder(IEnumerable<DateTimeOffset> times, string what) => new(
        [.. RecurrenceBounds.Bounded(times, what).Select(time => time.ToUniversalTime()).Distinct().Order()]);
}
