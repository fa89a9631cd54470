namespace Scheduling.Schedules;

/// <summary>The ways in which a <see cref="Recurrence"/> names its times.</summary>
public enum RecurrenceKind
{
    /// <summary>A cron expression in a time zone.</summary>
    Cron,

    /// <summary>A fixed period of elapsed time, counted from an anchor.</summary>
    Every,

    /// <summary>One time.</summary>
    Once,

    /// <summary>Every so many local days, at a local time.</summary>
    EveryDays,

    /// <summary>A list of times.</summary>
    Times,

    /// <summary>Whatever any of several recurrences names.</summary>
    Union,
}
