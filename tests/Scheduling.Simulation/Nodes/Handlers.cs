using Scheduling.Jobs;
using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Nodes;

/// <summary>What the jobs do: mostly work a moment; now and then for longer than their lease, or in vain, or deaf to their token, or to the death of their process.</summary>
internal sealed class Handlers(World world, Dice dice)
{
    private readonly List<Handler> _running = [];

    public IReadOnlyList<Handler> Running => _running;

    public async Task RunAsync(Process process, Payload payload, RunContext run, CancellationToken token)
    {
        Handler handler = new(process, run, token);
        world.Ledger.HandlerStarts(handler);
        _running.Add(handler);
        try
        {
            if (run.Job == Cluster.Killer)
            {
                await Pause.ForAsync(dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(1)), process.Time, CancellationToken.None).ConfigureAwait(false);
                world.Cluster.Crash(process);
            }

            var scenario = world.Scenario;
            var length = dice.Chance(scenario.LongHandlers)
                ? dice.Between(TimeSpan.Zero, scenario.Lease * 4)
                : payload.Seconds > 0 ? TimeSpan.FromSeconds(payload.Seconds) * (0.5 + dice.Between(0, 1000) / 1000.0)
                : dice.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));
            await Pause.ForAsync(length, process.Time, dice.Chance(scenario.DeafHandlers) ? CancellationToken.None : token).ConfigureAwait(false);
            if (dice.Chance(scenario.FailingHandlers))
            {
                throw new InvalidOperationException("The handler fails now and then.");
            }
        }
        finally
        {
            world.Ledger.HandlerEnds(handler);
            _running.Remove(handler);
        }
    }

    public void Died(Process process) => _running.RemoveAll(handler => handler.Process == process);
}
