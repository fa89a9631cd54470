using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.Running;

/// <summary>What the shell keeps of an attempt while its handler may run.</summary>
#pragma warning disable CA1001 // A source without a timer holds nothing, and one that is disposed could not be cancelled by a word that comes late.
internal sealed class AttemptSlot(StoredRun run, DateTimeOffset trustUntil)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stop = new();
    private StopReason _reason;

    public StoredRun Run { get; } = run;

    public StartGate Gate { get; } = new(trustUntil);

    public RunContext Context { get; } = new()
    {
        ScheduleId = run.ScheduleId,
        Group = run.Group,
        Name = run.Name,
        Job = run.Job,
        RunId = run.Id,
        Occurrence = run.Occurrence,
        Attempt = run.Attempt,
        FencingToken = run.Fence,
        Incarnation = run.Incarnation,
    };

    public CancellationToken Token => _stop.Token;

    public StopReason StopReason => _reason;

    // The handler's callbacks run elsewhere: one that blocks must not hold up the node.
    public void Signal(StopReason reason)
    {
        if (_reason == StopReason.None)
        {
            _reason = reason;
        }

        Context.Stop(reason);
        _ = _stop.CancelAsync();
    }
}
