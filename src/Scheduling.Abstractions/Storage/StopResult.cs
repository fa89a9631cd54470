namespace Scheduling.Storage;

/// <summary>What a <see cref="StopCommand"/> stopped.</summary>
/// <param name="Schedules">The schedules that were deleted or paused.</param>
/// <param name="Claimed">The claimed runs, as they stood after being marked: their holders must be told.</param>
/// <param name="Waiting">The runs that waited or were buffered, and have ended as cancelled.</param>
public sealed record StopResult(
    IReadOnlyList<StoppedSchedule> Schedules, IReadOnlyList<RunHead> Claimed, IReadOnlyList<RunHead> Waiting)
{
    /// <summary>The callbacks of those in <see cref="Waiting"/> whose end somebody is to be told of.</summary>
    public IReadOnlyList<RunHead> Callbacks { get; init; } = [];
}
