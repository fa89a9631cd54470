using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>What a node has claimed and has not heard of, it does not ask for again under another id: it would lose to itself, and leave its own run lying.</summary>
/// <remarks>
/// Once it has heard, the run is in its hands. A reading, or the answer to a save, that is older than that and comes later may have it ask once more; that is refused, as with every hint that is stale, and
/// costs a statement.
/// </remarks>
internal sealed class NoRaceWithOneself(World world) : Checker(world)
{
    private readonly Dictionary<(string, string, long), Guid> _claimed = [];

    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run) => _claimed[(node, row.Id, claim.Version)] = claim.RunId;

    public override void Asked(string node, Claim claim)
    {
        if (_claimed.TryGetValue((node, claim.ScheduleId, claim.Version), out var own) && own != claim.RunId)
        {
            Violate($"{claim.ScheduleId}: {node} asks for version {claim.Version} again, as run {claim.RunId:N}, but has claimed it as run {own:N}.");
        }
    }

    // An answer that shows the row as the claim had expected it was given before the claim came about, by a later sending or an earlier one.
    public override void Heard(string node, Claim claim, ClaimResult result)
    {
        if (result.Verdict != ClaimVerdict.Busy && result.Present?.Version != claim.Version)
        {
            _claimed.Remove((node, claim.ScheduleId, claim.Version));
        }
    }
}
