using System.Collections.Concurrent;
using Scheduling.Jobs;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>A handler that records each of its starts and then does what the test says, for example wait until it is let go.</summary>
internal sealed class Probe(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, int> _held = new();
    private readonly ConcurrentQueue<Hold> _holds = new();
    private int _sequence;

    public ConcurrentQueue<HandlerStart> Starts { get; } = new();

    public int Count => Volatile.Read(ref _sequence);

    /// <summary>What a handler does; returns at once unless the test says otherwise.</summary>
    public Func<HandlerStart, Task> Body { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Called, on any thread, when a handler begins or ends to wait.</summary>
    public Action Changed { get; set; } = static () => { };

    public HandlerStart Last => Starts.Last();

    public IEnumerable<(DateTimeOffset Occurrence, int Attempt)> Attempts => Starts.Select(start => (start.Run.Occurrence, start.Run.Attempt));

    /// <summary>Handlers that wait to be let go.</summary>
    public int HeldOn(string node) => _held.GetValueOrDefault(node);

    public Task RunAsync(string node, RunContext run, CancellationToken token)
    {
        var start = new HandlerStart(Interlocked.Increment(ref _sequence), node, time.GetUtcNow(), run, token);
        Starts.Enqueue(start);
        return Body(start);
    }

    /// <summary>Waits until it is let go or, if it listens to its token, stopped.</summary>
    public async Task WaitAsync(HandlerStart start, bool ignoresToken = false)
    {
        _held.AddOrUpdate(start.Node, 1, static (_, count) => count + 1);
        var hold = new Hold(() => _held.AddOrUpdate(start.Node, 0, static (_, count) => count - 1));
        _holds.Enqueue(hold);
        Changed();
        try
        {
            await hold.Task.WaitAsync(ignoresToken ? CancellationToken.None : start.Token);
        }
        finally
        {
            hold.Leave();
            Changed();
        }
    }

    /// <summary>Lets every handler go that waits.</summary>
    public void Release()
    {
        while (_holds.TryDequeue(out var hold))
        {
            hold.Release();
        }
    }

    // Left by whoever is first: the count must be right as soon as the test goes on.
    private sealed class Hold(Action left)
    {
        private readonly TaskCompletionSource _released = new();
        private int _hasLeft;

        public Task Task => _released.Task;

        public void Release()
        {
            Leave();
            Inline.Complete(_released);
        }

        public void Leave()
        {
            if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
            {
                left();
            }
        }
    }
}
