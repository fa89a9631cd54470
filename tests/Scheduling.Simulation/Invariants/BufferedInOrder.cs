using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>A buffered run goes on only when those before it have ended, in the order of their occurrences; and none does that was stopped, or that a later one has cancelled.</summary>
internal sealed class BufferedInOrder(World world) : Checker(world)
{
    public override void Promoted(string node, RunFacts run) => Check(node, run);

    public override void Rescued(string node, RunFacts run, StoredRun taken) => Check(node, run);

    private void Check(string node, RunFacts run)
    {
        if (run.IsStopped)
        {
            Violate($"{run.ScheduleId}, {run.Occurrence:O}: {node} lets it go on, and it was stopped.");
        }

        foreach (var other in World.Ledger.OpenRuns.Where(other => other.Id != run.Id && other.IsOfSameLife(run)))
        {
            if (run.IsBuffered && (!other.IsBuffered || other.GoesBefore(run)))
            {
                Violate($"{run.ScheduleId}: {node} lets {run.Occurrence:O} go on, which is buffered, while {other.Occurrence:O} is open.");
            }

            if (other.Overlap == OverlapPolicy.CancelOther && other.Sequence > run.Sequence)
            {
                Violate($"{run.ScheduleId}: {node} lets {run.Occurrence:O} go on, which {other.Occurrence:O} has cancelled.");
            }
        }
    }
}
