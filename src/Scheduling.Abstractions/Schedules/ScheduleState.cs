namespace Scheduling.Schedules;

/// <summary>The states of a stored schedule. A deleted or cancelled schedule has none: it is gone.</summary>
public enum ScheduleState
{
    /// <summary>It sleeps until its next occurrence and will run it.</summary>
    Active,

    /// <summary>No occurrence starts until it is resumed.</summary>
    Paused,

    /// <summary>Its recurrence has ended; the last run may still be open.</summary>
    Completed,

    /// <summary>It was set aside because its row can't be run any more; <see cref="Schedule.Note"/> says why. It can be resumed once mended.</summary>
    Faulted,
}
