using System.Net.Sockets;
using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A claim that the store did not answer is not sent again.</summary>
internal sealed class NoRetry() : Mutation("retry", "after an outage what is due is tried again, with a back-off that is capped")
{
    public override IScheduleStore WrapLink(IScheduleStore link) => new Store(link);

    private sealed class Store(IScheduleStore link) : ForwardingStore(link)
    {
        public override async Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
            IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken)
        {
            try
            {
                return await base.ClaimAsync(claims, holder, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                return new([.. claims.Select(_ => new ClaimResult(ClaimVerdict.Refused, null, null, null))], claims.Max(claim => claim.Due));
            }
        }
    }
}
