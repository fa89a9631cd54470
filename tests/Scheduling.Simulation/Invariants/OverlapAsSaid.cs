using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>Runs that are open mean for a new one what its policy says: it starts, waits, or is skipped; and never do more wait than the limit allows.</summary>
internal sealed class OverlapAsSaid(World world) : Checker(world)
{
    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        if (claim.RunsNothing)
        {
            Expect(row, claim.Occurrence, "nothing", run is null ? "nothing" : "a run", row.Overlap);
        }
        else
        {
            Check(row, claim.Occurrence, row.Overlap, row.BufferLimit, run);
        }
    }

    public override void Triggered(string node, RowFacts row, Trigger trigger, RunFacts? run) =>
        Check(row, trigger.Occurrence ?? World.Agenda.TrueTime, trigger.Overlap ?? row.Overlap, trigger.BufferLimit ?? row.BufferLimit, run);

    private void Check(RowFacts row, DateTimeOffset occurrence, OverlapPolicy policy, int limit, RunFacts? run)
    {
        RunFacts[] open = [.. World.Ledger.OpenRuns.Where(other => other.ScheduleId == row.Id && other.Incarnation == row.Incarnation)];
        var buffered = open.Count(other => other.IsBuffered);
        var expected = policy switch
        {
            _ when open.Length == 0 => "starts",
            OverlapPolicy.AllowAll => "starts",
            OverlapPolicy.BufferOne => buffered == 0 ? "waits" : "is skipped",
            OverlapPolicy.BufferAll => buffered < limit ? "waits" : "is skipped",

            // What is not held has ended with that.
            OverlapPolicy.CancelOther => open.Any(other => other.IsHeld) ? "waits" : "starts",
            _ => "is skipped",
        };
        Expect(row, occurrence, expected, run is null ? "is skipped" : run.IsBuffered ? "waits" : "starts", policy);
    }

    private void Expect(RowFacts row, DateTimeOffset occurrence, string expected, string found, OverlapPolicy policy)
    {
        if (found != expected)
        {
            var open = World.Ledger.OpenRuns.Where(other => other.ScheduleId == row.Id && other.Incarnation == row.Incarnation).ToArray();
            Violate($"{row.Id}: under {policy}, {occurrence:O} {found}, but {expected} by the rule, with {open.Length} runs open, {open.Count(other => other.IsBuffered)} of them buffered.");
        }
    }
}
