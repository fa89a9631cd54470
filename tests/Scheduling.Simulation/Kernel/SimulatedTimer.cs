namespace Scheduling.Simulation.Kernel;

/// <summary>A timer that fires once, by its machine's monotonic clock; up to 3 ms early, as real ones do when there are many, or up to 4 ms late.</summary>
internal sealed class SimulatedTimer(Agenda agenda, Machine machine, Life life, Action callback, Dice dice) : ITimer
{
    private static readonly TimeSpan s_early = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_late = TimeSpan.FromMilliseconds(4);

    private long _setting;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var setting = ++_setting;
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            var error = dice.Between(-s_early, s_late);
            var due = machine.Monotonic + Math.Max(0, dueTime.Ticks + (dueTime > TimeSpan.Zero ? error.Ticks : 0));
            Plan(setting, due);
        }

        return true;
    }

    public void Dispose() => _setting++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Plan(long setting, long due) =>
        agenda.In(TimeSpan.FromTicks((long)Math.Ceiling((due - machine.Monotonic) / (1 + machine.Drift))), life, () =>
        {
            if (setting != _setting)
            {
                return;
            }

            // The machine was suspended meanwhile, and its monotonic clock with it.
            if (due - machine.Monotonic > TimeSpan.TicksPerMicrosecond)
            {
                Plan(setting, due);
                return;
            }

            callback();
        });
}
