using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>A claim whose answer was lost is sent again as another claim.</summary>
internal sealed class NewIdEachTry() : Mutation("claim-id", "a claim without an answer is sent again under its own id")
{
    public override IScheduleStore WrapLink(IScheduleStore link) => new Store(link);

    private sealed class Store(IScheduleStore link) : ForwardingStore(link)
    {
        private readonly HashSet<Guid> _seen = [];

        public override Task<StoreReply<IReadOnlyList<ClaimResult>>> ClaimAsync(
            IReadOnlyList<Claim> claims, RunHolder holder, CancellationToken cancellationToken) =>
            base.ClaimAsync([.. claims.Select(claim => _seen.Add(claim.RunId) ? claim : claim with { RunId = Another(claim.RunId) })], holder, cancellationToken);

        private Guid Another(Guid id)
        {
            var bytes = id.ToByteArray();
            do
            {
                bytes[15]++;
                bytes[14] ^= 0x5A;
            }
            while (!_seen.Add(new Guid(bytes)));
            return new Guid(bytes);
        }
    }
}
