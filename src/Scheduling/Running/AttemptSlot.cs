using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Storage;

namespace Scheduling.Running;

/// <summary>What the shell keeps of an attempt while its handler may run.</summary>
#pragma warning disable CA1001 // A source without a timer holds nothing, and one that is disposed could not be cancelled by a word that comes late.
internal sealed class AttemptSlot(StoredRun run, DateTimeOffset trustUntil, IWorkQueue queue)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private StopReason _reason;
    private RunContext? _context;

    public StoredRun Run { get; } = run;

    public StartGate Gate { get; } = new(trustUntil);

    public CancellationToken Token => _stop.Token;

    public StopReason StopReason
    {
        get
        {
            lock (_lock)
            {
                return _reason;
            }
        }
    }

    /// <summary>The handler starts; what it is told of its run.</summary>
    public RunContext Begin(DateTimeOffset now)
    {
        lock (_lock)
        {
            _context = new RunContext
            {
                ScheduleId = Run.ScheduleId,
                Group = Run.Group,
                Name = Run.Name,
                Job = Run.Job,
                RunId = Run.Id,
                Occurrence = Run.Occurrence,
                Due = Run.Due ?? Run.Occurrence,
                Cause = Run.Cause,
                StartedAt = now,
                Attempt = Run.Attempt,
                FencingToken = Run.Fence,
                Incarnation = Run.Incarnation,
            };
            _context.Stop(_reason);
            return _context;
        }
    }

    // The handler's callbacks run elsewhere: one that blocks must not hold up the node.
    public void Signal(StopReason reason)
    {
        lock (_lock)
        {
            _reason = _reason == StopReason.None ? reason : _reason;
            _context?.Stop(_reason);
        }

        queue.Cancel(_stop);
    }
}
