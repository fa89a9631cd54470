using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>Each occurrence is claimed once.</summary>
internal sealed class OneClaimEach(World world) : Checker(world)
{
    private readonly Dictionary<(string, long, DateTimeOffset), string> _claimed = [];

    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        if (!claim.RunsNothing && !_claimed.TryAdd((row.Id, row.Incarnation, claim.Occurrence), node))
        {
            Violate($"{row.Id}, occurrence {claim.Occurrence:O}: claimed by {_claimed[(row.Id, row.Incarnation, claim.Occurrence)]} and again by {node}.");
        }
    }
}
