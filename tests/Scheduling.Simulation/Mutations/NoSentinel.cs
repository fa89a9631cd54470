using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A window that is full takes itself for complete.</summary>
internal sealed class NoSentinel() : Mutation("sentinel", "the window is read on when its last time comes")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth);

    private sealed class Store(IScheduleStore truth) : ForwardingStore(truth)
    {
        public override Task<StoreReply<WindowPage>> ReadWindowAsync(WindowQuery query, CancellationToken cancellationToken)
        {
            var (page, now) = Answer(base.ReadWindowAsync(query, cancellationToken));
            return Task.FromResult(new StoreReply<WindowPage>(page with { More = false }, now));
        }
    }
}
