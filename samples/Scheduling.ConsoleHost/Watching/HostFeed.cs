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

    public void Succeeded(RunContext run, TimeSpan took) => Tell(HostEventKind.Ended, run.ScheduleId, $"succeeded{Times(run, took)}");

    public void Failed(RunContext run, TimeSpan took, Exception reason) =>
        Tell(HostEventKind.Ended, run.ScheduleId, $"failed{Times(run, took)}: {reason.Message}");

    public void Cancelled(RunContext run, TimeSpan took)
    {
        var reason = run.StopReason switch
        {
            StopReason.HostStopping => "the host stops",
            StopReason.LeaseLost => "the lease was lost",
            _ => "deleted, paused or cancelled",
        };
        Tell(HostEventKind.Cancelled, run.ScheduleId, $"cancelled{Times(run, took)}: {reason}");
    }

    public void Wrote(string scheduleId, string text) => Tell(HostEventKind.Wrote, scheduleId, text);

    public void Say(string text) => Tell(HostEventKind.Told, null, text);

    private static string Times(RunContext run, TimeSpan took)
    {
        var late = run.StartedAt - run.Occurrence;
        return string.Create(CultureInfo.InvariantCulture, $" after {took.TotalMilliseconds:F0} ms, {late.TotalMilliseconds:F1} ms late");
    }

    private void Tell(HostEventKind kind, string? scheduleId, string text)
    {
        HostEvent told = new(time.GetUtcNow(), kind, Plain.Text(scheduleId), Plain.Text(text));
        lock (_lock)
        {
            Happened?.Invoke(told);
        }
    }
}
