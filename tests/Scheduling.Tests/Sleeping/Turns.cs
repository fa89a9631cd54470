using Scheduling.Hosting;
using Scheduling.Sleeping;

namespace Scheduling.Tests.Sleeping;

/// <summary>A sleeping executor whose turns and sleeps are counted.</summary>
internal sealed class Turns(TwoClocks machine) : IAsyncDisposable
{
    private readonly SemaphoreSlim _changed = new(0);
    private int _count;
    private int _asleepAfter;

    public TimerSleepingExecutor Sleeper { get; } = new(machine, new PoolWorkQueue());

    /// <summary>What each turn asks for.</summary>
    public DateTimeOffset? WakeAt { get; set; }

    public Action During { get; set; } = static () => { };

    public int Count => Volatile.Read(ref _count);

    /// <summary>What the timer was set to; read it while the executor sleeps.</summary>
    public List<TimeSpan> Sleeps { get; } = [];

    public void Start()
    {
        machine.OnArmed = sleep =>
        {
            Sleeps.Add(sleep);
            Volatile.Write(ref _asleepAfter, Count);
            _changed.Release();
        };
        Sleeper.Start(Take);
    }

    /// <summary>Waits until exactly so many turns were taken and the executor has gone to sleep after them.</summary>
    public Task AsleepAsync(int turns, CancellationToken stuck) => UntilAsync(() => Volatile.Read(ref _asleepAfter) == turns, stuck);

    public async Task UntilAsync(Func<bool> holds, CancellationToken stuck)
    {
        while (!holds())
        {
            await _changed.WaitAsync(stuck);
        }
    }

    public ValueTask DisposeAsync() => Sleeper.DisposeAsync();

    private DateTimeOffset? Take()
    {
        Interlocked.Increment(ref _count);
        During();
        _changed.Release();
        return WakeAt;
    }
}
