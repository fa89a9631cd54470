using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>Who stops a schedule does not ask the holders of its claimed runs whether they have started.</summary>
internal sealed class NoGate() : Mutation("gate", "a stop closes the start gates of claimed runs, and waits for their holders' word")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth);

    private sealed class Store(IScheduleStore truth) : ForwardingStore(truth)
    {
        public override Task<StoreReply<StopResult>> StopAsync(StopCommand command, CancellationToken cancellationToken)
        {
            var (result, now) = Answer(base.StopAsync(command, cancellationToken));
            return Task.FromResult(new StoreReply<StopResult>(result with { Claimed = [] }, now));
        }
    }
}
