using Scheduling.Schedules;

namespace Scheduling.Storage;

/// <summary>Which schedules are to be stopped, and how. Those that any of the selectors names are meant.</summary>
/// <param name="Action">Whether they are deleted or paused.</param>
/// <param name="Cancel">What becomes of their claimed runs.</param>
public sealed record StopCommand(StopAction Action, CancelRequest Cancel)
{
    /// <summary>Schedules named by id.</summary>
    public IReadOnlyCollection<string> Ids { get; init; } = [];

    /// <summary>Schedules that have one of these cancel keys: one indexed look-up for each key.</summary>
    public IReadOnlyCollection<string> CancelKeys { get; init; } = [];

    /// <summary>Schedules that match.</summary>
    public ScheduleFilter? Filter { get; init; }

    /// <summary>With a pause: the note to be stored, unless null.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// With a pause: until when. The schedules stay active and become due then, or at their next due time if that is later, so that they wake by themselves; null: they are paused until somebody resumes them.
    /// </summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>
    /// Whether runs are left alone, and none is returned. For a transaction of the caller's, which may yet be rolled back, and must not hold the rows of runs
    /// meanwhile: their nodes renew and finish them.
    /// </summary>
    public bool SchedulesOnly { get; init; }

    /// <summary>
    /// Schedules that such a step has stopped, now that it has become true: nothing becomes of the schedules, but their open runs are stopped; of a schedule that lives, those that were claimed
    /// before it was stopped.
    /// </summary>
    public IReadOnlyCollection<StoppedSchedule> StoppedBefore { get; init; } = [];
}
