using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A claim compares the due time in place of the version.</summary>
internal sealed class ByValue() : Mutation("version", "claims compare and swap on the version, never on a value")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth, world);

    private sealed class Store(IScheduleStore truth, World world) : ForwardingStore(truth)
    {
        public override Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
            IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
            base.ClaimAsync([.. claims.Select(ByTime)], holder, cancellationToken);

        private Claim ByTime(Claim claim) => world.Ledger.Rows.GetValueOrDefault(claim.ScheduleId) is { IsActive: true } row && row.NextDue == claim.Due
            ? claim with { Version = row.Version }
            : claim;
    }
}
