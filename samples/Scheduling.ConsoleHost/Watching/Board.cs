using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Watching;

/// <summary>
/// What is known of the schedules without asking the store: they are read again only after something has happened. Safe for use by many threads.
/// </summary>
internal sealed class Board(StatementLedger ledger, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _strays = [];
    private IReadOnlyList<Schedule> _schedules = [];
    private TaskCompletionSource _stale = NewSignal();
    private long _happened;
    private long _known;
    private long _unrecorded;
    private int _changing;

    public IReadOnlyList<BoardRow> Rows
    {
        get
        {
            lock (_lock)
            {
                return [.. _schedules.Select(schedule => new BoardRow(schedule, _running.GetValueOrDefault(schedule.Id)))];
            }
        }
    }

    /// <summary>Completes when the schedules have to be read again.</summary>
    public Task Stale
    {
        get
        {
            lock (_lock)
            {
                return _stale.Task;
            }
        }
    }

    /// <summary>Taken before the schedules are read, and given back with them: what happens in between is not lost.</summary>
    public long Mark
    {
        get
        {
            lock (_lock)
            {
                return _happened;
            }
        }
    }

    /// <summary>Whether runs that an earlier process left open wait to be taken up: until then the store is not left alone.</summary>
    public bool HasStrays
    {
        get
        {
            lock (_lock)
            {
                return _strays.Count > 0;
            }
        }
    }

    /// <summary>An earlier process has left these runs open.</summary>
    public void Strays(IEnumerable<Guid> runs)
    {
        lock (_lock)
        {
            _strays.UnionWith(runs);
        }
    }

    /// <summary>Of the strays only those are still open that are among these.</summary>
    public void StillOpen(IEnumerable<Guid> runs)
    {
        lock (_lock)
        {
            _strays.IntersectWith(runs);
        }
    }

    public void RunStarted(string scheduleId, Guid runId)
    {
        lock (_lock)
        {
            _strays.Remove(runId);
            _running[scheduleId] = _running.GetValueOrDefault(scheduleId) + 1;
            Happen_NeedsLock();
        }
    }

    /// <param name="scheduleId">The schedule.</param>
    /// <param name="willBeRecorded">Whether the library still has to store how the run ended: until it has, the store is not left alone.</param>
    public void RunEnded(string scheduleId, bool willBeRecorded)
    {
        lock (_lock)
        {
            _unrecorded += willBeRecorded ? 1 : 0;
            if (--_running[scheduleId] == 0)
            {
                _running.Remove(scheduleId);
            }

            Happen_NeedsLock();
        }
    }

    /// <summary>The ends of so many runs have been stored; runs that were stopped before they started are among them.</summary>
    public void Recorded(long runs)
    {
        lock (_lock)
        {
            _unrecorded = Math.Max(0, _unrecorded - runs);
            Happen_NeedsLock();
        }
    }

    /// <summary>Something else happened to the schedules.</summary>
    public void Happen()
    {
        lock (_lock)
        {
            Happen_NeedsLock();
        }
    }

    /// <summary>Says that this program itself is about to use the store, until the token that is returned is disposed.</summary>
    public IDisposable Changing()
    {
        lock (_lock)
        {
            _changing++;
            ledger.WakeUp();
        }

        return new Change(this);
    }

    /// <summary>Takes the schedules as they were read.</summary>
    public void Learn(IReadOnlyList<Schedule> schedules, long mark)
    {
        lock (_lock)
        {
            _schedules = schedules;
            _known = mark;
            if (_happened == mark)
            {
                _stale = NewSignal();
            }

            SleepIfQuiet_NeedsLock();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Happen_NeedsLock()
    {
        _happened++;
        ledger.WakeUp();
        _stale.TrySetResult();
    }

    private void SleepIfQuiet_NeedsLock()
    {
        if (_running.Count > 0 || _unrecorded > 0 || _strays.Count > 0 || _changing > 0 || _happened != _known)
        {
            return;
        }

        // A paused schedule keeps the time at which it was paused, but is not due.
        var next = _schedules.Where(schedule => schedule.State == ScheduleState.Active).Min(schedule => schedule.NextDue) ?? DateTimeOffset.MaxValue;
        if (next > time.GetUtcNow())
        {
            ledger.FallAsleep(next);
        }
    }

    private void EndChange()
    {
        lock (_lock)
        {
            _changing--;
            SleepIfQuiet_NeedsLock();
        }
    }

    private sealed class Change(Board board) : IDisposable
    {
        public void Dispose() => board.EndChange();
    }
}
