using Scheduling.Benchmarks.Measuring;

namespace Scheduling.Benchmarks.Systems.Raw;

/// <summary>What memory does at most: a bare priority queue of times and ids, and one thread that takes what is due.</summary>
internal sealed class RawQueue : ISystem, IBulk
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<string, long> _queue = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync()
    {
        _loop = Task.Run(LoopAsync);
        return Task.CompletedTask;
    }

    public Task SaveAsync(Planned planned) => SaveManyAsync([planned]);

    public Task SaveManyAsync(IReadOnlyList<Planned> planned)
    {
        lock (_lock)
        {
            _queue.EnqueueRange(planned.Select(one => (one.Id, one.Due.UtcTicks)));
        }

        return Task.CompletedTask;
    }

    public Task<bool> IsAnyOpenAsync() => Task.FromResult(false);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task LoopAsync()
    {
        while (true)
        {
            long due;
            while ((due = TakeDue()) > 0)
            {
                Probe.Hit(new DateTimeOffset(due, TimeSpan.Zero));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, _stopping.Token);
        }
    }

    private long TakeDue()
    {
        lock (_lock)
        {
            return _queue.TryPeek(out _, out var due) && due <= DateTimeOffset.UtcNow.UtcTicks && _queue.TryDequeue(out _, out due) ? due : 0;
        }
    }
}
