namespace Scheduling.Simulation.Kernel;

/// <summary>A machine's two clocks: the wall clock, which is off, drifts and is set now and then, and the monotonic one, which stands still while the machine is suspended.</summary>
internal sealed class Machine(Agenda agenda, double drift, TimeSpan offset)
{
    private TimeSpan _offset = offset;
    private long _suspended;

    /// <summary>By how much its clocks are faster than true time, as a share.</summary>
    public double Drift => drift;

    public DateTimeOffset Wall => Agenda.Start.AddTicks((long)(agenda.Now * (1 + drift))) + _offset;

    public long Monotonic => (long)((agenda.Now - _suspended) * (1 + drift));

    /// <summary>How far the wall clock is from true time.</summary>
    public TimeSpan Skew => Wall - agenda.TrueTime;

    public void SetWallClock(TimeSpan skew) => _offset += skew - Skew;

    /// <summary>The monotonic clock will have stood still for so long when the machine wakes up; nothing on it runs until then.</summary>
    public void Suspend(TimeSpan span) => _suspended += span.Ticks;
}
