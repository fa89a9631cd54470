using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>Every occurrence that was claimed, buffered or asked for ends in exactly one outcome, told by the attempt that holds it, as cancelled only if it was stopped; and the store has counted each of them.</summary>
internal sealed class OneOutcomeEach(World world) : Checker(world)
{
    private readonly Dictionary<(string, long), (long Skipped, long Missed, long Ended)> _counts = [];
    private readonly Dictionary<Guid, (string, long)> _rows = [];

    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        Count(row, run is null && !claim.RunsNothing ? 1 : 0, claim.Missed, 0);
        Arrives(row, run);
    }

    public override void Triggered(string node, RowFacts row, Trigger trigger, RunFacts? run)
    {
        Count(row, run is null ? 1 : 0, 0, 0);
        Arrives(row, run);
    }

    public override void Ended(string node, RunFacts run, int attempt, RunState outcome)
    {
        if (run.Outcome is { } earlier)
        {
            Violate($"{run.ScheduleId}, {run.Occurrence:O}: has ended as {earlier}, and ends again as {outcome}, told by {node}.");
        }

        if (attempt != run.Attempt)
        {
            Violate($"{run.ScheduleId}, {run.Occurrence:O}: {node} ends it as attempt {attempt}, but attempt {run.Attempt} holds it.");
        }

        if (outcome == RunState.Cancelled && !run.IsStopped)
        {
            Violate($"{run.ScheduleId}, {run.Occurrence:O}: {node} ends it as cancelled, and nobody has stopped it.");
        }

        var key = _rows[run.Id];
        var (skipped, missed, ended) = _counts[key];
        _counts[key] = (skipped, missed, ended + 1);
    }

    public override void HandlerStarts(Handler handler, RunFacts run)
    {
        if (run.Outcome is { } outcome)
        {
            Violate($"{run.ScheduleId}, {run.Occurrence:O}: starts on {handler.Process.Name} after it has ended as {outcome}.");
        }
    }

    public override void AtEnd()
    {
        // What has begun a moment ago may go on; and a run that kills its nodes may have left none.
        var longAgo = World.Agenda.TrueTime - World.Scenario.Lease;
        foreach (var run in World.Ledger.OpenRuns.Where(run => run.LeaseUntil < longAgo && !run.IsUnheardOf && World.Cluster.IsAble(run.Job, World.Scenario.Lease)))
        {
            Violate($"{run.ScheduleId}, {run.Occurrence:O}: attempt {run.Attempt} of {run.Node} has not ended{(run.IsWaiting ? ", and waits" : run.IsBuffered ? ", and is buffered" : "")}.");
        }

        var rows = World.Cluster.Rows.GetAsync([.. World.Ledger.Rows.Keys], default).GetAwaiter().GetResult().Value;
        foreach (var row in rows)
        {
            var (skipped, missed, ended) = _counts.GetValueOrDefault((row.Id, row.Incarnation));
            var counts = row.Counts;
            if (counts.SkippedOverlap != skipped || counts.Missed != missed || counts.Succeeded + counts.Failed + counts.Cancelled != ended)
            {
                Violate($"{row.Id}: the store has counted {counts}, but {ended} runs have ended, {skipped} occurrences were skipped and {missed} missed.");
            }
        }
    }

    private void Arrives(RowFacts row, RunFacts? run)
    {
        if (run is not null)
        {
            _rows[run.Id] = (row.Id, row.Incarnation);
        }
    }

    private void Count(RowFacts row, long skipped, long missed, long ended)
    {
        var known = _counts.GetValueOrDefault((row.Id, row.Incarnation));
        _counts[(row.Id, row.Incarnation)] = (known.Skipped + skipped, known.Missed + missed, known.Ended + ended);
    }
}
