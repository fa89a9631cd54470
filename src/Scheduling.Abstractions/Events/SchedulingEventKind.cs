namespace Scheduling.Events;

/// <summary>What nodes tell each other. All of these are hints: one that is lost, late, doubled or stale does no harm.</summary>
public enum SchedulingEventKind
{
    /// <summary><c>hello</c>: a node asks for its own echo, to know that what is sent from now on reaches it. With a job, it speaks of that job's cancel rules.</summary>
    Hello,

    /// <summary><c>leave</c>: a node stops cleanly; its wake-ups may be taken over at once.</summary>
    Leave,

    /// <summary><c>intent</c>: a schedule is about to be saved and may be due at the time given.</summary>
    Intent,

    /// <summary><c>schedule/start</c>: a schedule's row has changed and wakes at the time given.</summary>
    ScheduleStart,

    /// <summary><c>schedule/cancel</c>: a schedule is gone or paused; with a run, that run is to be stopped and acknowledged.</summary>
    ScheduleCancel,

    /// <summary><c>run/started</c>: an attempt was claimed; the run's lease ends at the time given. Or a run was buffered, and is to be looked at then.</summary>
    RunStarted,

    /// <summary><c>run/finished</c>: a run is over, or waits for the time given.</summary>
    RunFinished,

    /// <summary><c>ack</c>: the holder of a run says whether it was stopped before its start.</summary>
    Ack,

    /// <summary><c>backlog</c>: a node has more due than it has free slots; others may help.</summary>
    Backlog,
}
