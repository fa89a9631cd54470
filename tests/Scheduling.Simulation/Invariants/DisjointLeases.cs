using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>The attempts of a run hold leases that do not touch, and a handler starts only within its own.</summary>
internal sealed class DisjointLeases(World world) : Checker(world)
{
    public override void Rescued(string node, RunFacts run, StoredRun taken)
    {
        if (run.LeaseUntil > World.Agenda.TrueTime)
        {
            Violate($"{run.ScheduleId}: {node} takes attempt {taken.Attempt} while {run.Node} holds attempt {run.Attempt} until {run.LeaseUntil:O}.");
        }
    }

    public override void HandlerStarts(Handler handler, RunFacts run)
    {
        if (handler.Run.Attempt != run.Attempt || handler.Process.Name != run.Node)
        {
            Violate($"{run.ScheduleId}: {handler.Process.Name} starts attempt {handler.Run.Attempt}, but {run.Node} holds attempt {run.Attempt}.");
        }
        else if (run.Outcome is null && run.LeaseUntil <= World.Agenda.TrueTime)
        {
            Violate($"{run.ScheduleId}: {handler.Process.Name} starts attempt {run.Attempt} after its lease has ended at {run.LeaseUntil:O}.");
        }
    }
}
