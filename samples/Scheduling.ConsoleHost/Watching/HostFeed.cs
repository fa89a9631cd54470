using System.Globalization;
using Scheduling.Jobs;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>Tells whoever shows it what happens, one event after the other. Safe for use by many threads.</summary>
internal sealed class HostFeed(TimeProvider time)
{
    private readonly Lock _lock = new();

    /// <summary>Is called with each event, never by two threads at once.</summary>
    public event Action<HostEvent>? Happened;

    public void Started(RunContext run) =>
        Tell(HostEventKind.Started, run.ScheduleId, run.Attempt == 1 ? "started" : string.Create(CultureInfo.InvariantCulture, $"started, attempt {run.Attempt}"));

    public void Succeeded(RunContext run, RunTimes times) => Tell(HostEventKind.Ended, run.ScheduleId, $"succeeded {times}");

    public void Failed(RunContext run, RunTimes times, Exception reason) =>
        Tell(HostEventKind.Failed, run.ScheduleId, $"failed {times}: {reason.Message}");

    public void Cancelled(RunContext run, RunTimes times)
    {
        var reason = run.StopReason switch
        {
            StopReason.HostStopping => "the host stops",
            StopReason.LeaseLost => "the lease was lost",
            _ => "deleted, paused or cancelled",
        };
        Tell(HostEventKind.Cancelled, run.ScheduleId, $"cancelled {times}: {reason}");
    }

    public void Wrote(string scheduleId, string text) => Tell(HostEventKind.Wrote, scheduleId, text);

    public void Say(string text) => Tell(HostEventKind.Told, null, text);

    private void Tell(HostEventKind kind, string? scheduleId, string text)
    {
        HostEvent told = new(time.GetUtcNow(), kind, Plain.Text(scheduleId), Plain.Text(text));
        lock (_lock)
        {
            Happened?.Invoke(told);
        }
    }
}
