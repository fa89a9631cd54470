using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>Who has lost a claim forgets the schedule.</summary>
internal sealed class NoRearming() : Mutation("rearm", "a wake-up that lost its race is armed again from the reply")
{
    public override IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => new Store(truth);

    private sealed class Store(IScheduleStore truth) : ForwardingStore(truth)
    {
        public override Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
            IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
        {
            var (results, now) = Answer(base.ClaimAsync(claims, holder, cancellationToken));
            return Task.FromResult(new StoreReply<IReadOnlyList<ClaimResult>>(
                [.. results.Select(result => result.Verdict == ClaimVerdict.Refused ? result with { Present = null, OpenRun = null } : result)], now));
        }
    }
}
