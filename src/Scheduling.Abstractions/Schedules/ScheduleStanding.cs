namespace Scheduling.Schedules;

/// <summary>What a schedule is doing, or what it waits for.</summary>
public enum ScheduleStanding
{
    /// <summary>It sleeps until its next occurrence.</summary>
    Sleeping,

    /// <summary>A run of it is held by a node.</summary>
    Running,

    /// <summary>A run of it waits: for its retry, or to be taken up.</summary>
    Waiting,

    /// <summary>It is due, and no node has taken it up yet: those that have its job are busy, off, or can't reach the store.</summary>
    Overdue,

    /// <summary>It is paused.</summary>
    Paused,

    /// <summary>Its recurrence has ended.</summary>
    Completed,

    /// <summary>It was set aside.</summary>
    Faulted,
}
