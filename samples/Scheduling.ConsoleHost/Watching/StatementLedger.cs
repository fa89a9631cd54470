namespace Scheduling.ConsoleHost.Watching;

/// <summary>Counts statements, and apart those that were issued while everything slept: nothing due, running or changing. Safe for use by many threads.</summary>
internal sealed class StatementLedger(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _byOperation = new(StringComparer.Ordinal);
    private bool _asleep;
    private DateTimeOffset _since;
    private DateTimeOffset _until;
    private StatementCounts _counts = new(0, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Statements so far; the stretch that is under way is counted up to now.</summary>
    public StatementCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _asleep ? _counts with { Asleep = _counts.Asleep + Slept(time.GetUtcNow()) } : _counts;
            }
        }
    }

    public IReadOnlyDictionary<string, long> ByOperation
    {
        get
        {
            lock (_lock)
            {
                return new SortedDictionary<string, long>(_byOperation, StringComparer.Ordinal);
            }
        }
    }

    public void Issued(string operation, long count)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            _byOperation[operation] = _byOperation.GetValueOrDefault(operation) + count;
            _counts = _counts with { Total = _counts.Total + count };
            if (_asleep && now < _until)
            {
                _counts = _counts with { InLastSleep = _counts.InLastSleep + count, InAllSleeps = _counts.InAllSleeps + count };
                return;
            }

            WakeUp_NeedsLock(now);
        }
    }

    /// <summary>Nothing runs or changes, and nothing is due before <paramref name="until"/>.</summary>
    public void FallAsleep(DateTimeOffset until)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            WakeUp_NeedsLock(now);
            if (now < until)
            {
                _asleep = true;
                _since = now;
                _until = until;
                _counts = _counts with { Sleeps = _counts.Sleeps + 1, InLastSleep = 0 };
            }
        }
    }

    /// <summary>Something starts to run or to change.</summary>
    public void WakeUp()
    {
        lock (_lock)
        {
            WakeUp_NeedsLock(time.GetUtcNow());
        }
    }

    private void WakeUp_NeedsLock(DateTimeOffset now)
    {
        if (_asleep)
        {
            _asleep = false;
            _counts = _counts with { Asleep = _counts.Asleep + Slept(now) };
        }
    }

    // What comes after the due time is no sleep, also if nobody has noticed yet.
    private TimeSpan Slept(DateTimeOffset now) => (now < _until ? now : _until) - _since;
}
