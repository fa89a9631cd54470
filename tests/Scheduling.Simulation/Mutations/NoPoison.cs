using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A run that kills its nodes is tried again for ever.</summary>
internal sealed class NoPoison() : Mutation("poison", "a run whose attempts are lost with their nodes is set aside")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth);

    private sealed class Store(IScheduleStore truth) : ForwardingStore(truth)
    {
        public override Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
            IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
            base.RescueAsync(rescues, holder, int.MaxValue, cancellationToken);
    }
}
