using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>Versions and fences of an id rise with each change and each attempt, over all its lives.</summary>
internal sealed class VersionsRise(World world) : Checker(world)
{
    private readonly Dictionary<string, long> _versions = [];
    private readonly Dictionary<string, long> _fences = [];

    public override void RowChanged(RowFacts? before, RowFacts after)
    {
        // A claim that completes its schedule answers without the row.
        var isCompleted = !after.IsActive && before is { IsActive: true } && after.Version == before.Version && after.NextDue is null;
        if (!isCompleted)
        {
            Rises(_versions, after.Id, after.Version, "version");
        }
    }

    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        if (run is { Fence: > 0 })
        {
            Rises(_fences, row.Id, run.Fence, "fence");
        }
    }

    public override void Rescued(string node, RunFacts run, StoredRun taken) => Rises(_fences, run.ScheduleId, taken.Fence, "fence");

    private void Rises(Dictionary<string, long> known, string id, long number, string what)
    {
        if (known.TryGetValue(id, out var last) && number <= last)
        {
            Violate($"{id}: {what} {number} follows {last}.");
        }

        known[id] = number;
    }
}
