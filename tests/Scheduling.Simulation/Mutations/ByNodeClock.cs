using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>Due times and leases are judged by the clock of the node that asks.</summary>
internal sealed class ByNodeClock() : Mutation("store-clock", "due times and leases are judged by the store's clock")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth, world, machine);

    private sealed class Store(IScheduleStore truth, World world, int machine) : ForwardingStore(truth)
    {
        protected override Task<StoreReply<T>> Ask<T>(Func<IScheduleStore, Task<StoreReply<T>>> operation)
        {
            world.StoreTime.Skew = world.Cluster.Machines[machine].Skew;
            var reply = base.Ask(operation);
            world.StoreTime.Skew = TimeSpan.Zero;
            return reply;
        }
    }
}
