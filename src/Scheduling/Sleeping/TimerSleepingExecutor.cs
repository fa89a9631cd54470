using Scheduling.Hosting;

namespace Scheduling.Sleeping;

/// <summary>The usual sleeper: one timer of the injected <see cref="TimeProvider"/>, and turns on the <see cref="IWorkQueue"/>.</summary>
internal sealed class TimerSleepingExecutor : ISleepingExecutor, IDisposable
{
    // Timers stand still while the machine is suspended, and overflow at 49.7 days: a long sleep is cut, and the clock is read again. That costs no statement.
    private static readonly TimeSpan s_longestSleep = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly SteadyClock _clock;
    private readonly ITimer _timer;
    private readonly IWorkQueue _queue;
    private readonly TaskCompletionSource _idleAfterDisposal;
    private Func<DateTimeOffset?>? _turn;
    private DateTimeOffset? _wakeAt;
    private bool _isAwake;
    private bool _isWanted;
    private bool _isDisposed;

    public TimerSleepingExecutor(TimeProvider time, IWorkQueue queue)
    {
        _queue = queue;
        _idleAfterDisposal = new TaskCompletionSource(queue.ForWaiters);
        _clock = new SteadyClock(time);
        _timer = time.CreateTimer(static self => ((TimerSleepingExecutor)self!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset Now => _clock.Now;

    /// <summary>Whether a turn is under way or about to be. Whoever moves a clock by hand waits until it is not, or the timer is set by the old time.</summary>
    public bool IsAwake
    {
        get
        {
            lock (_lock)
            {
                return _isAwake;
            }
        }
    }

    public void Start(Func<DateTimeOffset?> turn)
    {
        lock (_lock)
        {
            _turn = _turn is null ? turn : throw new InvalidOperationException("A sleeping executor is started once and serves one node.");
        }

        Wake();
    }

    public void Wake()
    {
        lock (_lock)
        {
            _isWanted = true;
            WakeUp_NeedsLock();
        }
    }

    /// <summary>For containers that dispose synchronously: no further turn begins; one that is under way is not waited for.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            if (!_isAwake)
            {
                _idleAfterDisposal.TrySetResult();
            }
        }

        _timer.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _idleAfterDisposal.Task.ConfigureAwait(false);
    }

    private void WakeUp_NeedsLock()
    {
        if (_turn is not null && !_isAwake && !_isDisposed)
        {
            _isAwake = true;
            _queue.Run(TakeTurns);
        }
    }

    private void TakeTurns()
    {
        while (true)
        {
            lock (_lock)
            {
                _isWanted = false;
            }

            var wakeAt = _turn!();
            lock (_lock)
            {
                _wakeAt = wakeAt;
                if (_isDisposed)
                {
                    _isAwake = false;
                    break;
                }

                if (!_isWanted && !IsDue_NeedsLock())
                {
                    _isAwake = false;
                    Sleep_NeedsLock();
                    return;
                }
            }
        }

        // Whoever waits for it may go on right here, and must not do so within the lock.
        _idleAfterDisposal.TrySetResult();
    }

    // A timer may fire early, by up to three milliseconds when many do at once: the clock is read again on waking.
    private void OnTimer()
    {
        lock (_lock)
        {
            if (_isAwake || _isDisposed)
            {
                return;
            }

            if (IsDue_NeedsLock())
            {
                WakeUp_NeedsLock();
            }
            else
            {
                Sleep_NeedsLock();
            }
        }
    }

    private bool IsDue_NeedsLock() => _wakeAt is { } at && at <= Now;

    private void Sleep_NeedsLock()
    {
        var left = _wakeAt is { } at ? at - Now : Timeout.InfiniteTimeSpan;
        _timer.Change(
            left == Timeout.InfiniteTimeSpan ? left : left > s_longestSleep ? s_longestSleep : left < TimeSpan.Zero ? TimeSpan.Zero : left,
            Timeout.InfiniteTimeSpan);
    }
}
