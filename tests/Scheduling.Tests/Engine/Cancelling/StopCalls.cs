using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Cancelling;

internal static class StopCalls
{
    public static Task<CancelResult> Make(this StopCall call, IScheduler scheduler, string id) => call switch
    {
        StopCall.Delete => scheduler.DeleteAsync(id),
        StopCall.DeleteLeavingRunning => scheduler.DeleteAsync(id, RunningRuns.Leave),
        StopCall.DeleteByFilter => scheduler.DeleteAsync(new ScheduleFilter { Group = "g" }),
        StopCall.Pause => scheduler.PauseAsync(id),
        StopCall.PauseLeavingRunning => scheduler.PauseAsync(id, null, RunningRuns.Leave),
        _ => scheduler.SendAsync("schedule/cancel", new { scheduleId = id }),
    };

    public static bool LeavesRunning(this StopCall call) => call is StopCall.DeleteLeavingRunning or StopCall.PauseLeavingRunning;

    public static bool IsPause(this StopCall call) => call is StopCall.Pause or StopCall.PauseLeavingRunning;
}
