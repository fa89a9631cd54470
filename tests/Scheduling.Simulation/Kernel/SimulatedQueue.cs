using Scheduling.Hosting;

namespace Scheduling.Simulation.Kernel;

/// <summary>The thread pool of one process: mostly quick, and when it is starved late by as much as the margin of a lease allows for.</summary>
internal sealed class SimulatedQueue(Agenda agenda, Life life, Dice dice, TimeSpan starved, Func<double> starvation) : IWorkQueue
{
    private static readonly TimeSpan s_quick = TimeSpan.FromMicroseconds(100);

    public TaskCreationOptions ForWaiters => TaskCreationOptions.None;

    public void Run(Action work) =>
        agenda.In(dice.Between(TimeSpan.Zero, dice.Chance(starvation()) ? starved : s_quick), life, work);

    public void Cancel(CancellationTokenSource source) => Run(source.Cancel);
}
