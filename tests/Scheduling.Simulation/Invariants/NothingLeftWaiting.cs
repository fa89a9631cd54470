using Scheduling.Simulation.Workload;

namespace Scheduling.Simulation.Invariants;

/// <summary>No run is left lying that could go on: buffered with nothing open before it, waiting for its retry or its first attempt, or held by a node that is lost; nor is one that waits for others not looked at, each time that its lease has ended.</summary>
internal sealed class NothingLeftWaiting(World world) : Checker(world)
{
    private long _lastFull;

    // Who is told of a run looks at it a lease after; where that one is lost, another does after a grace; and an outage of the store is tried against for a while.
    private TimeSpan Patience => TimeSpan.FromMinutes(1) + (3 * World.Scenario.Lease) + (3 * World.Scenario.Grace);

    public override void Look()
    {
        if (World.Cluster.Alive.Any(process => process.Shell.View is var view && (view.Due > 0 || view.Running >= World.Scenario.Slots)))
        {
            _lastFull = World.Agenda.Now;
        }

        if (World.Weather.CalmSince is { } calm && World.Agenda.Now - calm > Settling.After(World.Scenario).Ticks)
        {
            Find();
        }
    }

    public override void AtEnd() => Find();

    private void Find()
    {
        var from = Math.Max(Math.Max(_lastFull, World.Weather.LastOutage), Math.Max(World.Cluster.LastLoss, World.Cluster.LastChange));
        foreach (var run in World.Ledger.OpenRuns.Where(run => !run.IsUnheardOf && World.Cluster.IsAble(run.Job, Patience)))
        {
            var since = Math.Max(run.FreeSince ?? (run.LeaseUntil - Kernel.Agenda.Start).Ticks, from);
            if (World.Agenda.Now - since > Patience.Ticks)
            {
                Violate($"{run.ScheduleId}, {run.Occurrence:O}: {(run.IsBuffered && run.FreeSince is null ? "was to be looked at" : "could go on")} since {TimeSpan.FromTicks(since):c}, and is left lying{(run.IsBuffered ? ", buffered" : run.IsWaiting ? ", waiting" : "")}.");
            }
        }

        foreach (var run in World.Ledger.OpenRuns.Where(run => run.IsBuffered && run.FreeSince is null))
        {
            if (!World.Ledger.OpenRuns.Any(other => other.Id != run.Id && other.IsOfSameLife(run) && (!other.IsBuffered || other.GoesBefore(run))))
            {
                Violate($"{run.ScheduleId}, {run.Occurrence:O}: is buffered, and nothing stands before it.");
            }
        }
    }
}
