using System.Text.Json.Serialization;

namespace Scheduling.Schedules;

/// <summary>
/// When a schedule is due: by cron, at a fixed interval, or once. A value; immutable, safe to share between threads.
/// </summary>
/// <remarks>
/// A recurrence says nothing about the clock: it is a set of times, and the following one is always computed from the time before it.
/// It is checked where it is saved, by <see cref="IScheduler"/>, and refused there with the fact and the mend.
/// </remarks>
[JsonConverter(typeof(RecurrenceJsonConverter))]
public sealed record Recurrence
{
    private Recurrence(RecurrenceKind kind) => Kind = kind;

    /// <summary>How the times are named.</summary>
    public RecurrenceKind Kind { get; }

    /// <summary>The cron expression (five fields, six with seconds first, or a macro such as <c>@daily</c>); null unless <see cref="Kind"/> is cron.</summary>
    public string? Expression { get; private init; }

    /// <summary>The IANA zone in which cron fields are read, for example <c>Europe/Paris</c>; null unless <see cref="Kind"/> is cron.</summary>
    public string? TimeZone { get; private init; }

    /// <summary>The elapsed time between two occurrences; null unless <see cref="Kind"/> is every.</summary>
    public TimeSpan? Period { get; private init; }

    /// <summary>
    /// The time from which periods are counted; null unless <see cref="Kind"/> is every, and until the schedule is saved:
    /// saving without one stores the time of the first save, which later saves of the same period keep.
    /// </summary>
    public DateTimeOffset? Anchor { get; private init; }

    /// <summary>The one time; null unless <see cref="Kind"/> is once.</summary>
    public DateTimeOffset? At { get; private init; }

    /// <summary>No occurrence lies before this time; null for no bound.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>No occurrence lies after this time; null for no bound.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>Due whenever the expression matches the local time of a zone.</summary>
    /// <param name="expression">
    /// Five fields (minute, hour, day of month, month, day of week), six with seconds first, or a macro: <c>@yearly</c>, <c>@monthly</c>,
    /// <c>@weekly</c>, <c>@daily</c>, <c>@hourly</c>, <c>@every_minute</c>, <c>@every_second</c>. Syntax: the Cronos library's.
    /// </param>
    /// <param name="timeZone">The IANA zone in which the fields are read; UTC by default.</param>
    public static Recurrence Cron(string expression, string timeZone = "UTC")
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(timeZone);
        return new(RecurrenceKind.Cron) { Expression = expression, TimeZone = timeZone };
    }

    /// <summary>Due after each period of elapsed time, whatever local clocks do.</summary>
    /// <param name="period">The time between two occurrences, at least one second.</param>
    /// <param name="anchor">
    /// A time on the grid: occurrences lie at the anchor and at whole periods after it. Without one, the first occurrence comes one
    /// period after the schedule is saved for the first time.
    /// </param>
    public static Recurrence Every(TimeSpan period, DateTimeOffset? anchor = null) =>
        new(RecurrenceKind.Every) { Period = period, Anchor = anchor?.ToUniversalTime() };

    /// <summary>Due at one time; a time that is already past when the schedule is created is due at once.</summary>
    /// <param name="at">The time.</param>
    public static Recurrence Once(DateTimeOffset at) => new(RecurrenceKind.Once) { At = at.ToUniversalTime() };

    /// <summary>The same recurrence, bounded: no occurrence before <paramref name="startAt"/> nor after <paramref name="endAt"/>.</summary>
    /// <param name="startAt">The earliest time, itself included; null for no bound.</param>
    /// <param name="endAt">The latest time, itself included; null for no bound.</param>
    public Recurrence Between(DateTimeOffset? startAt, DateTimeOffset? endAt) =>
        this with { StartAt = startAt?.ToUniversalTime(), EndAt = endAt?.ToUniversalTime() };

    /// <summary>The same recurrence with another anchor; only for <see cref="RecurrenceKind.Every"/>.</summary>
    /// <param name="anchor">A time on the grid.</param>
    public Recurrence WithAnchor(DateTimeOffset anchor) => Kind == RecurrenceKind.Every
        ? this with { Anchor = anchor.ToUniversalTime() }
        : throw new InvalidOperationException($"A recurrence of kind {Kind} has no anchor. Only Recurrence.Every has one.");

    /// <summary>The recurrence in words that a log line can hold, for example <c>cron 0 9 * * 1-5 in Europe/Paris</c>.</summary>
    public override string ToString()
    {
        var when = Kind switch
        {
            RecurrenceKind.Cron => $"cron {Expression} in {TimeZone}",
            RecurrenceKind.Every => Anchor is { } anchor ? $"every {Period:c} from {anchor:O}" : $"every {Period:c}",
            _ => $"once at {At:O}",
        };
        return when + (StartAt is { } start ? $", not before {start:O}" : "") + (EndAt is { } end ? $", not after {end:O}" : "");
    }
}
