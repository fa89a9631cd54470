using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Sleeping;

namespace Scheduling.Tests.Engine;

/// <summary>
/// Gives a node its turns on the test's own thread: nothing happens between two steps, and time goes straight from one wake-up to the next.
/// </summary>
internal sealed class SteppedExecutor(FakeTimeProvider time) : ISleepingExecutor
{
    private readonly SemaphoreSlim _woken = new(0);
    private Func<DateTimeOffset?>? _turn;
    private int _isWanted;

    public DateTimeOffset Now => time.GetUtcNow();

    public DateTimeOffset? WakeAt { get; private set; }

    public int Turns { get; private set; }

    /// <summary>Called, on any thread, whenever somebody asks for a turn.</summary>
    public Action Woken { get; set; } = static () => { };

    /// <summary>Whether a turn would be taken now.</summary>
    public bool WantsTurn => _turn is not null && (Volatile.Read(ref _isWanted) == 1 || WakeAt <= Now);

    public void Start(Func<DateTimeOffset?> turn)
    {
        _turn = turn;
        Wake();
    }

    public void Wake()
    {
        Interlocked.Exchange(ref _isWanted, 1);
        _woken.Release();
        Woken();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Takes turns until nothing asks for one.</summary>
    public void TakeTurns()
    {
        while (_turn is not null && (Interlocked.Exchange(ref _isWanted, 0) == 1 || WakeAt <= Now))
        {
            Turns++;
            WakeAt = _turn();
        }
    }

    /// <summary>Waits for somebody who wants a turn, and leaves it to be taken.</summary>
    public async Task WokenOnceAsync()
    {
        while (!WantsTurn)
        {
            (await _woken.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue("something was expected to happen on the node within 30 s");
        }
    }

    /// <summary>Waits for somebody who wants a turn, then takes it.</summary>
    public async Task TakeTurnsWhenWokenAsync()
    {
        (await _woken.WaitAsync(TimeSpan.FromSeconds(30))).Should().BeTrue("something was expected to happen on the node within 30 s");
        TakeTurns();
    }
}
