using System.Collections.Concurrent;
using System.Threading.Channels;
using Scheduling.Jobs;

namespace Scheduling.EntityFrameworkCore.Tests.Hosts;

/// <summary>A handler that tells of its runs and does what a test wants.</summary>
public sealed class Handler
{
    private readonly ConcurrentQueue<RunContext> _started = new();
    private readonly Channel<RunContext> _starts = Channel.CreateUnbounded<RunContext>();

    public IReadOnlyCollection<RunContext> Started => _started;

    /// <summary>What a run does after it was told of.</summary>
    public Func<RunContext, CancellationToken, Task> Body { get; set; } = (_, _) => Task.CompletedTask;

    public async Task RunAsync(RunContext run, CancellationToken cancellationToken)
    {
        _started.Enqueue(run);
        _starts.Writer.TryWrite(run);
        await Body(run, cancellationToken);
    }

    /// <summary>Waits for one more run to start.</summary>
    public async Task<RunContext> NextAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(60), TimeProvider.System);
        return await _starts.Reader.ReadAsync(patience.Token);
    }

    /// <summary>Waits until as many runs have started in all.</summary>
    public async Task UntilAsync(int started)
    {
        while (_started.Count < started)
        {
            await NextAsync();
        }
    }
}
