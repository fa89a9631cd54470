using Scheduling.Events;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>What a node tells the others.</summary>
internal static class News
{
    public static SchedulingEvent ScheduleWakes(string self, string scheduleId, Claim claim, ScheduleHead? present) =>
        new(SchedulingEventKind.ScheduleStart, self)
        {
            ScheduleId = scheduleId,
            Version = present?.Version ?? claim.Version + 1,
            WakeAt = present?.NextDue,
            Job = present?.Job,
        };

    public static SchedulingEvent ScheduleSaved(string self, string scheduleId, long version, ScheduleHead? head) =>
        new(SchedulingEventKind.ScheduleStart, self)
        {
            ScheduleId = scheduleId,
            Version = version,
            WakeAt = head?.NextDue,
            Job = head?.Job,
            Holder = HolderOf(head?.Owner, self),
        };

    /// <summary>A save by rules that are not the job's: whoever goes by those mends its keys, also of a schedule that does not wake.</summary>
    public static SchedulingEvent SavedByOtherRules(SchedulingEvent saved, string job, string? rules) => saved with { Job = job, Rules = rules };

    public static SchedulingEvent Intent(string self, ScheduleWrite write) =>
        new(SchedulingEventKind.Intent, self)
        {
            ScheduleId = write.Id,
            WakeAt = write.NextDue,
            Job = write.Job,
            Holder = HolderOf(write.Owner, self),
        };

    public static SchedulingEvent ScheduleStopped(string self, StoppedSchedule stopped) =>
        new(SchedulingEventKind.ScheduleCancel, self) { ScheduleId = stopped.Id, Version = stopped.Version };

    public static SchedulingEvent StopRun(string self, RunHead run) => new(SchedulingEventKind.ScheduleCancel, self)
    {
        RunId = run.Id,
        Attempt = run.Attempt,
        Holder = run.Node,
        Cancel = run.Cancel,
    };

    public static SchedulingEvent RunHeld(string self, StoredRun run, DateTimeOffset leaseUntil) =>
        new(SchedulingEventKind.RunStarted, self)
        {
            ScheduleId = run.ScheduleId,
            RunId = run.Id,
            Attempt = run.Attempt,
            Job = run.Job,
            WakeAt = leaseUntil,
        };

    public static SchedulingEvent RunEnded(string self, Guid runId, int attempt, string? job = null, DateTimeOffset? wakeAt = null) =>
        new(SchedulingEventKind.RunFinished, self) { RunId = runId, Attempt = attempt, Job = job, WakeAt = wakeAt };

    /// <summary>A run waits: buffered, it is looked at when its lease has ended, as one that is held; else it may be taken up.</summary>
    public static SchedulingEvent RunWaits(string self, RunHead run, bool isAble) =>
        new(run.State == RunState.Buffered ? SchedulingEventKind.RunStarted : SchedulingEventKind.RunFinished, self)
        {
            ScheduleId = run.ScheduleId,
            RunId = run.Id,
            Attempt = run.Attempt,
            Job = run.Job,
            WakeAt = run.LeaseUntil,
            Holder = isAble ? null : Peers.Nobody,
        };

    // The sender need not name itself.
    private static string? HolderOf(string? owner, string self) => owner == self ? null : owner;

    public static SchedulingEvent Acknowledged(string self, Guid runId, bool started) =>
        new(SchedulingEventKind.Ack, self) { RunId = runId, Started = started };
}
