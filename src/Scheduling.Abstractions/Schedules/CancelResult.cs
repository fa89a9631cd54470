namespace Scheduling.Schedules;

/// <summary>What a delete, pause or cancel stopped. By the time it is returned, no further run of these schedules starts.</summary>
/// <param name="Schedules">How many schedules were deleted, paused or cancelled.</param>
/// <param name="Asleep">How many of them had no open run.</param>
/// <param name="StoppedBeforeStart">How many runs had been claimed, or waited for a retry, and were stopped before their handler started.</param>
/// <param name="SignalledRunning">How many runs had started: their handler's token was cancelled, or they were left to end if that was asked.</param>
public readonly record struct CancelResult(int Schedules, int Asleep, int StoppedBeforeStart, int SignalledRunning)
{
    /// <summary>Nothing matched.</summary>
    public static CancelResult None { get; }
}
