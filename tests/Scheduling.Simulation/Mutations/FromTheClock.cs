using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>What follows is counted from the time of the claim.</summary>
internal sealed class FromTheClock() : Mutation("nominal", "the next occurrence is computed from the one that is claimed, not from the clock")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth, world);

    private sealed class Store(IScheduleStore truth, World world) : ForwardingStore(truth)
    {
        public override Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
            IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
            base.ClaimAsync([.. claims.Select(claim => claim with { Next = claim.Next + (world.Agenda.TrueTime - claim.Occurrence) })], holder, cancellationToken);
    }
}
