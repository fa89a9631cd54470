using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>A node claims and runs only what it has a handler for.</summary>
internal sealed class OnlyWhoCan(World world) : Checker(world)
{
    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run) => Check(node, row.Job);

    public override void Rescued(string node, RunFacts run, StoredRun taken) => Check(node, run.Job);

    private void Check(string node, string job)
    {
        var process = World.Cluster.Alive.FirstOrDefault(process => process.Name == node);
        if (process is not null && !World.Cluster.Has(process.Machine, job))
        {
            Violate($"{node} has taken a run of {job}, for which it has no handler.");
        }
    }
}
