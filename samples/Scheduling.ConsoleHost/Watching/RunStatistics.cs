namespace Scheduling.ConsoleHost.Watching;

/// <summary>How runs ended, and how late the latest of them started. Safe for use by many threads.</summary>
internal sealed class RunStatistics
{
    private const int Kept = 1_000;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly Queue<TimeSpan> _lateness = new(Kept);
    private long _missed;

    public IReadOnlyDictionary<string, long> Outcomes
    {
        get
        {
            lock (_lock)
            {
                return new SortedDictionary<string, long>(_outcomes, StringComparer.Ordinal);
            }
        }
    }

    public void Ended(string outcome, long count)
    {
        lock (_lock)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + count;
            _missed += outcome == "missed" ? count : 0;
        }
    }

    /// <summary>How many occurrences were missed since this was last asked.</summary>
    public long TakeMissed()
    {
        lock (_lock)
        {
            var missed = _missed;
            _missed = 0;
            return missed;
        }
    }

    public void Started(TimeSpan lateness)
    {
        lock (_lock)
        {
            if (_lateness.Count == Kept)
            {
                _lateness.Dequeue();
            }

            _lateness.Enqueue(lateness);
        }
    }

    /// <summary>Median and maximum of the latest runs' lateness; null if none has started.</summary>
    public (TimeSpan Median, TimeSpan Max)? Lateness()
    {
        TimeSpan[] sorted;
        lock (_lock)
        {
            sorted = [.. _lateness.Order()];
        }

        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2], sorted[^1]);
    }
}
