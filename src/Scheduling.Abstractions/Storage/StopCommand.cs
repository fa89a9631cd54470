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
}
