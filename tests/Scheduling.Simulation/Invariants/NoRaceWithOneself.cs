using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>What a node has claimed, it does not ask for again under another id: it would lose to itself, and leave its own run lying.</summary>
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
}
