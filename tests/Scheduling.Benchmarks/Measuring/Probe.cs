namespace Scheduling.Benchmarks.Measuring;

/// <summary>
/// What handlers report to: a no-op apart from a time and a counter. One for the process, since some peers call handlers that are static. Safe for use by many threads.
/// </summary>
/// <param name="expected">How many firings end the wait.</param>
internal sealed class Probe(int expected)
{
    private readonly Firing[] _firings = new Firing[expected + (expected / 8) + 1_024];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _firstStart;
    private int _count;

    public static Probe Current { get; private set; } = new(0);

    public int Count => Math.Min(Volatile.Read(ref _count), _firings.Length);

    public IReadOnlyList<Firing> Firings => _firings[..Count];

    /// <summary>When the first handler started, as a timestamp of the system's clock.</summary>
    public long FirstStart => Interlocked.Read(ref _firstStart);

    public static Probe Expect(int firings) => Current = new Probe(firings);

    public static void Hit(DateTimeOffset due) => Current.Record(due, DateTimeOffset.UtcNow);

    /// <summary>For systems that do not tell when it was due.</summary>
    public static void HitOfSecond()
    {
        var now = DateTimeOffset.UtcNow;
        Current.Record(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), now);
    }

    /// <summary>Waits until all that are expected have started.</summary>
    /// <exception cref="TimeoutException">They have not, in this time.</exception>
    public async Task AllAsync(TimeSpan patience)
    {
        try
        {
            await _all.Task.WaitAsync(patience, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"After {patience.TotalSeconds:0} s {Count} of {expected} handlers had started.");
        }
    }

    private void Record(DateTimeOffset due, DateTimeOffset now)
    {
        if (_firstStart == 0)
        {
            Interlocked.CompareExchange(ref _firstStart, TimeProvider.System.GetTimestamp(), 0);
        }

        var index = Interlocked.Increment(ref _count) - 1;
        if (index < _firings.Length)
        {
            _firings[index] = new(due, now - due);
        }

        if (index + 1 == expected)
        {
            _all.TrySetResult();
        }
    }
}
