namespace Scheduling.Tests.Sleeping;

/// <summary>A machine whose wall clock and monotonic clock move independently, and whose timers follow the monotonic one, as real ones do.</summary>
internal sealed class TwoClocks : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];
    private long _nanoseconds = 5_000_000_000;
    private DateTimeOffset _wall = Start;

    /// <summary>Called when a timer is set or stopped, with its due time.</summary>
    public Action<TimeSpan> OnArmed { get; set; } = static _ => { };

    /// <summary>How often a timer has fired.</summary>
    public int Fired { get; private set; }

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return _nanoseconds;
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _wall;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        lock (_lock)
        {
            _alarms.Add(alarm);
        }

        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Time goes by.</summary>
    public void GoOn(TimeSpan span)
    {
        Move(span, span);
        Ring();
    }

    /// <summary>The machine is suspended: only the wall clock goes on, and timers stand still.</summary>
    public void Suspend(TimeSpan span) => Move(span, TimeSpan.Zero);

    /// <summary>Somebody sets the wall clock.</summary>
    public void StepWall(TimeSpan span) => Move(span, TimeSpan.Zero);

    public void Move(TimeSpan wall, TimeSpan monotonic) => MoveNanoseconds(wall, monotonic.Ticks * 100);

    public void MoveNanoseconds(TimeSpan wall, long monotonic)
    {
        lock (_lock)
        {
            _wall += wall;
            _nanoseconds += monotonic;
        }
    }

    /// <summary>Lets the timers fire, once each, whose time has come; and, with a lead, those that are too early by so much.</summary>
    public void Ring(TimeSpan lead = default)
    {
        Alarm[] due;
        lock (_lock)
        {
            due = [.. _alarms.Where(a => a.At <= _nanoseconds + (lead.Ticks * 100))];
            Array.ForEach(due, alarm => alarm.At = null);
        }

        foreach (var alarm in due)
        {
            Fired++;
            alarm.Callback();
        }
    }

    private sealed class Alarm(TwoClocks clocks, Action callback) : ITimer
    {
        public Action Callback { get; } = callback;

        public long? At { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clocks._lock)
            {
                At = dueTime == Timeout.InfiniteTimeSpan ? null : clocks._nanoseconds + (dueTime.Ticks * 100);
            }

            clocks.OnArmed(dueTime);
            return true;
        }

        public void Dispose()
        {
            lock (clocks._lock)
            {
                clocks._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
