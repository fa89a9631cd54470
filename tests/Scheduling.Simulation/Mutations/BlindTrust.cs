using Scheduling.Hosting;
using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A node trusts its leases for longer than the store grants them.</summary>
internal sealed class BlindTrust() : Mutation("trust", "an attempt is trusted, and its handler runs on, until shortly before its lease ends")
{
    private const double TooLong = 1.5;

    public override NodeSettings Change(NodeSettings settings) => settings with { Lease = settings.Lease * TooLong };

    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth, world.Scenario.Lease);

    private sealed class Store(IScheduleStore truth, TimeSpan lease) : ForwardingStore(truth)
    {
        public override Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
            IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
        {
            var (results, now) = Answer(base.ClaimAsync(claims, holder with { Lease = lease }, cancellationToken));
            return Task.FromResult(new StoreReply<IReadOnlyList<ClaimResult>>(
                [.. results.Select(result => result.Run is { } run ? result with { Run = run with { LeaseUntil = now + (lease * TooLong) } } : result)], now));
        }

        public override Task<StoreReply<IReadOnlyList<RenewResult>>> RenewAsync(
            IReadOnlyList<Renewal> renewals, TimeSpan longer, CancellationToken cancellationToken) =>
            base.RenewAsync(renewals, lease, cancellationToken);

        public override Task<StoreReply<IReadOnlyList<RescueResult>>> RescueAsync(
            IReadOnlyList<Rescue> rescues, RunHolder holder, int poisonAfter, CancellationToken cancellationToken) =>
            base.RescueAsync(rescues, holder with { Lease = lease }, poisonAfter, cancellationToken);
    }
}
