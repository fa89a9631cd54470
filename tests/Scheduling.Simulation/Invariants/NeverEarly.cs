using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>No handler starts, and nothing is claimed, before it is due by the store's clock.</summary>
internal sealed class NeverEarly(World world) : Checker(world)
{
    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        var due = claim.OccurrenceDue ?? claim.Occurrence;
        if (claim.Due > World.Agenda.TrueTime || (due > World.Agenda.TrueTime && !claim.RunsNothing))
        {
            Violate($"{row.Id}: {node} has claimed {claim.Occurrence:O}, due at {due:O}, at {World.Agenda.TrueTime:O}.");
        }
    }

    public override void HandlerStarts(Handler handler, RunFacts run)
    {
        if (handler.Run.Occurrence > World.Agenda.TrueTime || run.Due > World.Agenda.TrueTime)
        {
            Violate($"{run.ScheduleId}: {handler.Process.Name} starts {handler.Run.Occurrence:O}, due at {run.Due:O}, at {World.Agenda.TrueTime:O}.");
        }
    }
}
