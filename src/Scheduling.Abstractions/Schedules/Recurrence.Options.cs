using Scheduling.Errors;

namespace Scheduling.Schedules;

/// <content>What may be added to a recurrence. Each method returns another one; this one stays as it is.</content>
public sealed partial record Recurrence
{
    /// <summary>The same recurrence, bounded: no occurrence before <paramref name="startAt"/> nor after <paramref name="endAt"/>.</summary>
    /// <param name="startAt">The earliest time, itself included; null for no bound.</param>
    /// <param name="endAt">The latest time, itself included; null for no bound.</param>
    public Recurrence Between(DateTimeOffset? startAt, DateTimeOffset? endAt) =>
        this with { StartAt = startAt?.ToUniversalTime(), EndAt = endAt?.ToUniversalTime() };

    /// <summary>
    /// The same recurrence, limited to its first occurrences from the first save on. Every occurrence counts, whatever becomes of it: one that
    /// is missed or skipped too. After the last one the schedule has completed.
    /// </summary>
    /// <param name="occurrences">How many, 1 to 100,000.</param>
    public Recurrence Take(int occurrences) => this with { Limit = occurrences };

    /// <summary>The same recurrence without some of its times; times that are none of its occurrences change nothing.</summary>
    /// <param name="times">The times; with those left out before, 1,000 at the most.</param>
    /// <exception cref="InvalidRecurrenceException">There are too many.</exception>
    public Recurrence Except(params DateTimeOffset[] times)
    {
        ArgumentNullException.ThrowIfNull(times);
        return this with { ExceptTimes = InOrder(ExceptTimes.Concat(times), "times to leave out") };
    }

    /// <summary>The same recurrence without its occurrences on some local days, for example holidays.</summary>
    /// <param name="timeZone">The IANA zone whose days are meant; the nominal time of an occurrence decides on which day it falls.</param>
    /// <param name="dates">The days; with those left out before, 1,000 at the most.</param>
    /// <exception cref="InvalidRecurrenceException">There are too many.</exception>
    public Recurrence Except(string timeZone, params DateOnly[] dates)
    {
        ArgumentNullException.ThrowIfNull(timeZone);
        ArgumentNullException.ThrowIfNull(dates);
        var all = RecurrenceBounds.Bounded(ExceptDates.Concat(dates.Select(date => new ExceptedDate(date, timeZone))), "days to leave out");
        return this with
        {
            ExceptDates = new ValueList<ExceptedDate>(
                [.. all.Distinct().OrderBy(excepted => excepted.TimeZone, StringComparer.Ordinal).ThenBy(excepted => excepted.Date)]),
        };
    }

    /// <summary>The same recurrence without every occurrence of another one, to the microsecond.</summary>
    /// <param name="other">
    /// What to leave out; without a limit, jitter and staggering of its own. Where it leaves out a million occurrences in a row, the search for one that is left
    /// ends, and so does the recurrence; that is refused when it is saved.
    /// </param>
    /// <exception cref="InvalidRecurrenceException">The recurrence is made of too many others.</exception>
    public Recurrence Except(Recurrence other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return RecurrenceBounds.Checked(this with { ExceptRecurrences = new ValueList<Recurrence>([.. ExceptRecurrences, other]) });
    }

    /// <summary>
    /// The same occurrences, each due a little later by chance. How much is drawn from the schedule's id and the nominal time alone, so it is the
    /// same on every node and stays so; and it is always less than the time to the following occurrence.
    /// </summary>
    /// <param name="max">The most that an occurrence is late, not included; over zero, 366 days at the most.</param>
    public Recurrence WithJitter(TimeSpan max) => this with { Jitter = max };

    /// <summary>
    /// The same occurrences, with the schedules that have them spread evenly over a time, so that a thousand which are due on the hour do not all start
    /// at once. Each schedule is given its place when it is first saved, and keeps it. No occurrence waits until the following one.
    /// </summary>
    /// <param name="within">The time over which they are spread, not included; over zero, 366 days at the most.</param>
    public Recurrence Staggered(TimeSpan within) => this with { Stagger = within };

    /// <summary>The same recurrence with another anchor; only for <see cref="RecurrenceKind.Every"/>.</summary>
    /// <param name="anchor">A time on the grid.</param>
    public Recurrence WithAnchor(DateTimeOffset anchor) => Kind == RecurrenceKind.Every
        ? this with { Anchor = anchor.ToUniversalTime() }
        : throw new InvalidOperationException($"A recurrence of kind {Kind} has no anchor. Only Recurrence.Every has one.");

    internal Recurrence WithoutExcepted(DateTimeOffset time) => this with { ExceptTimes = InOrder(ExceptTimes.Where(excepted => excepted != time), "times to leave out") };

    internal Recurrence WithoutExceptions() => this with
    {
        ExceptTimes = new ValueList<DateTimeOffset>([]),
        ExceptDates = new ValueList<ExceptedDate>([]),
        ExceptRecurrences = new ValueList<Recurrence>([]),
    };

    internal Recurrence WithFirstDay(DateOnly day) => this with { FirstDay = day };

    internal Recurrence WithPhase(double phase) => this with { Phase = phase };

    /// <summary>The same recurrence with each of those that it is made of replaced.</summary>
    internal Recurrence MapParts(Func<Recurrence, int, Recurrence> part, Func<Recurrence, int, Recurrence> exception) =>
        Parts.Count + ExceptRecurrences.Count == 0 ? this : this with
        {
            Parts = new ValueList<Recurrence>([.. Parts.Select(part)]),
            ExceptRecurrences = new ValueList<Recurrence>([.. ExceptRecurrences.Select(exception)]),
        };
}
