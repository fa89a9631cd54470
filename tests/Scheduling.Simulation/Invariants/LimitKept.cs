using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>A schedule has no more occurrences than its recurrence is limited to, whatever becomes of them.</summary>
internal sealed class LimitKept(World world) : Checker(world)
{
    private readonly Dictionary<(string, long), long> _used = [];

    // Another limit of the same recurrence counts what it has had; another recurrence begins anew.
    public override void RowChanged(RowFacts? before, RowFacts after)
    {
        var isSame = before is { When.Limit: not null } && after.When.Limit is not null && before.Incarnation == after.Incarnation && before.When.Take(1) == after.When.Take(1);
        if (!isSame)
        {
            _used[(after.Id, after.Incarnation)] = 0;
        }
    }

    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        if (row.When.Limit is { } limit)
        {
            var used = _used.GetValueOrDefault((row.Id, row.Incarnation)) + claim.Missed + (claim.RunsNothing ? 0 : 1);
            _used[(row.Id, row.Incarnation)] = used;
            if (used > limit || (used == limit) != claim.Next is null)
            {
                Violate($"{row.Id} ({row.When}): with {claim.Occurrence:O} it has had {used} occurrences, and the next is {claim.Next:O}.");
            }
        }
    }
}
