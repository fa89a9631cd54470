namespace Scheduling.Simulation.Kernel;

/// <summary>Time as one process knows it: its machine's clocks, and timers that come a little late or early.</summary>
internal sealed class SimulatedTime(Agenda agenda, Machine machine, Life life, Dice dice) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => machine.Wall;

    public override long GetTimestamp() => machine.Monotonic;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
        {
            throw new NotSupportedException("Nothing here ticks.");
        }

        SimulatedTimer timer = new(agenda, machine, life, () => callback(state), dice);
        timer.Change(dueTime, period);
        return timer;
    }
}
