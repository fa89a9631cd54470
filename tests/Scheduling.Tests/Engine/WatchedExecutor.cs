using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Hosting;
using Scheduling.Sleeping;

namespace Scheduling.Tests.Engine;

/// <summary>The usual sleeper on the timers of the fake time, which tells of each turn that was taken.</summary>
internal sealed class WatchedExecutor(FakeTimeProvider time) : ISleepingExecutor
{
    private readonly TimerSleepingExecutor _sleeper = new(time, new PoolWorkQueue());
    private readonly SemaphoreSlim _taken = new(0);
    private int _turns;

    public DateTimeOffset Now => _sleeper.Now;

    public int Turns => Volatile.Read(ref _turns);

    public void Start(Func<DateTimeOffset?> turn) => _sleeper.Start(() =>
    {
        var wakeAt = turn();
        Interlocked.Increment(ref _turns);
        _taken.Release();
        return wakeAt;
    });

    public void Wake() => _sleeper.Wake();

    public ValueTask DisposeAsync() => _sleeper.DisposeAsync();

    /// <summary>Waits until the last turn is over and the timer is set, so that time can go on.</summary>
    public async Task AsleepAsync()
    {
        while (_sleeper.IsAwake)
        {
            await Task.Yield();
        }
    }

    /// <summary>Waits for a turn, one that was taken since the last wait included.</summary>
    public async Task WaitForTurnAsync() =>
        (await _taken.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue("a turn was expected to be taken within 30 s");
}
