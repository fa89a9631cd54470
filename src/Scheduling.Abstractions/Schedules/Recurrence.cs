using System.Text.Json.Serialization;

namespace Scheduling.Schedules;

/// <summary>
/// When a schedule is due: by cron, at a fixed interval, every so many days, once, at listed times, or by several of these.
/// A value; immutable, safe to share between threads.
/// </summary>
/// <remarks>
/// A recurrence says nothing about the clock: it is a set of times, and the following one is always computed from the time before it.
/// It is checked where it is saved, by <see cref="IScheduler"/>, and refused there with the fact and the mend.
/// As text for configuration files: <see cref="Parse"/> and <see cref="ToString"/>; as JSON: <see cref="RecurrenceJsonConverter"/>.
/// </remarks>
[JsonConverter(typeof(RecurrenceJsonConverter))]
public sealed partial record Recurrence
{
    private Recurrence(RecurrenceKind kind) => Kind = kind;

    /// <summary>How the times are named.</summary>
    public RecurrenceKind Kind { get; }

    /// <summary>The cron expression (five fields, six with seconds first, or a macro such as <c>@daily</c>); null unless <see cref="Kind"/> is cron.</summary>
    public string? Expression { get; private init; }

    /// <summary>The IANA zone in which cron fields, or the days and their time, are read, for example <c>Europe/Paris</c>; null for other kinds.</summary>
    public string? TimeZone { get; private init; }

    /// <summary>The elapsed time between two occurrences; null unless <see cref="Kind"/> is every.</summary>
    public TimeSpan? Period { get; private init; }

    /// <summary>
    /// The time from which periods are counted; null unless <see cref="Kind"/> is every, and until the schedule is saved:
    /// saving without one stores <see cref="StartAt"/>, or else the time of the first save, which later saves of the same period keep.
    /// </summary>
    public DateTimeOffset? Anchor { get; private init; }

    /// <summary>How many local days lie between two occurrences; null unless <see cref="Kind"/> is every days.</summary>
    public int? Days { get; private init; }

    /// <summary>The local time of day; null unless <see cref="Kind"/> is every days.</summary>
    public TimeOnly? TimeOfDay { get; private init; }

    /// <summary>
    /// The local day from which days are counted; null unless <see cref="Kind"/> is every days, and until the schedule is saved: saving without one
    /// stores the day of <see cref="StartAt"/>, or else of the first save, which later saves of the same days keep.
    /// </summary>
    public DateOnly? FirstDay { get; private init; }

    /// <summary>The one time; null unless <see cref="Kind"/> is once.</summary>
    public DateTimeOffset? At { get; private init; }

    /// <summary>The listed times, in order, each once; empty unless <see cref="Kind"/> is times.</summary>
    public IReadOnlyList<DateTimeOffset> AtTimes { get; private init; } = ValueList<DateTimeOffset>.Empty;

    /// <summary>What a union is made of; empty unless <see cref="Kind"/> is union.</summary>
    public IReadOnlyList<Recurrence> Parts { get; private init; } = ValueList<Recurrence>.Empty;

    /// <summary>No occurrence lies before this time; null for no bound.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>No occurrence lies after this time; null for no bound.</summary>
    public DateTimeOffset? EndAt { get; init; }

    /// <summary>How many occurrences there are at the most, counted from the first save, whatever becomes of them; null for no limit.</summary>
    public int? Limit { get; private init; }

    /// <summary>Times that are no occurrence; in order, each once.</summary>
    public IReadOnlyList<DateTimeOffset> ExceptTimes { get; private init; } = ValueList<DateTimeOffset>.Empty;

    /// <summary>Days that have no occurrence; by zone, in order, each once.</summary>
    public IReadOnlyList<ExceptedDate> ExceptDates { get; private init; } = ValueList<ExceptedDate>.Empty;

    /// <summary>Recurrences whose occurrences are none of this one.</summary>
    public IReadOnlyList<Recurrence> ExceptRecurrences { get; private init; } = ValueList<Recurrence>.Empty;

    /// <summary>What becomes of local times that clocks jump over; only cron and every days have local times.</summary>
    public ClockGap InGap { get; init; }

    /// <summary>What becomes of local times that come twice; only cron and every days have local times.</summary>
    public ClockOverlap InOverlap { get; init; }

    /// <summary>How much later than its nominal time an occurrence may be due, by chance; null for not at all.</summary>
    public TimeSpan? Jitter { get; private init; }

    /// <summary>The time over which schedules that are due together are spread; null for not at all.</summary>
    public TimeSpan? Stagger { get; private init; }

    /// <summary>
    /// Which part of <see cref="Stagger"/> this schedule waits, from 0 up to, not including, 1; null until the schedule is saved. Later saves keep it.
    /// </summary>
    public double? Phase { get; private init; }

    internal bool HasExceptions => ExceptTimes.Count + ExceptDates.Count + ExceptRecurrences.Count > 0;
}
