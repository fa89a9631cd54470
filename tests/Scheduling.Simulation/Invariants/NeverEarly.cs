using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>No handler starts, and nothing is claimed, before its time by the store's clock.</summary>
internal sealed class NeverEarly(World world) : Checker(world)
{
    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        if (claim.Due > World.Agenda.TrueTime || claim.Occurrence > World.Agenda.TrueTime)
        {
            Violate($"{row.Id}: {node} has claimed {claim.Occurrence:O} at {World.Agenda.TrueTime:O}.");
        }
    }

    public override void HandlerStarts(Handler handler, RunFacts run)
    {
        if (handler.Run.Occurrence > World.Agenda.TrueTime)
        {
            Violate($"{run.ScheduleId}: {handler.Process.Name} starts {handler.Run.Occurrence:O} at {World.Agenda.TrueTime:O}.");
        }
    }
}
