namespace Scheduling.Simulation.Kernel;

/// <summary>
/// The one scheduler of a simulation: all that happens, on one thread, ordered by true time and then by when it was planned. Time goes straight from one event to the next.
/// </summary>
internal sealed class Agenda
{
    public static readonly DateTimeOffset Start = new(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<(Life Life, Action Work), (long At, long Order)> _planned = new();
    private long _order;

    /// <summary>True time, in ticks since the start. No node can read it.</summary>
    public long Now { get; private set; }

    public DateTimeOffset TrueTime => Start.AddTicks(Now);

    /// <summary>How many events have happened.</summary>
    public long Count { get; private set; }

    public void In(TimeSpan delay, Life life, Action work) => At(Now + Math.Max(0, delay.Ticks), life, work);

    public void At(long instant, Life life, Action work) => _planned.Enqueue((life, work), (instant, _order++));

    /// <summary>Lets happen what is planned up to then, unless it is more than so many events in all.</summary>
    public void GoTo(long end, long most)
    {
        // A test runner's threads have a context of theirs, with which whatever is awaited would go on in the thread pool.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            HappenUpTo(end, most);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }

        Now = Math.Max(Now, end);
    }

    private void HappenUpTo(long end, long most)
    {
        while (_planned.TryPeek(out var next, out var place) && place.At <= end)
        {
            if (Count >= most)
            {
                return;
            }

            _planned.Dequeue();
            Now = Math.Max(Now, place.At);
            if (next.Life.IsOver)
            {
                continue;
            }

            if (next.Life.FrozenUntil > Now)
            {
                _planned.Enqueue(next, (next.Life.FrozenUntil, place.Order));
                continue;
            }

            Count++;
            next.Work();
        }
    }
}
