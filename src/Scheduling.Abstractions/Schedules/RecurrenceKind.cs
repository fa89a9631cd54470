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
}
