using Scheduling.Simulation.Workload;

namespace Scheduling.Simulation.Invariants;

/// <summary>While nothing is due, running, changing or failing, the store is asked nothing.</summary>
internal sealed class QuietWhenAsleep(World world) : Checker(world)
{
    // The window is read on up to a second before its horizon comes.
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan s_secondLook = TimeSpan.FromMinutes(16);

    private long _spurious;

    public override void Called(string node, string operation)
    {
        var now = World.Agenda.Now;
        var after = (World.Scenario.Lease * 1.5) + (World.Scenario.Grace * 1.5) + TimeSpan.FromSeconds(5);
        var isQuiet = World.Scenario.SafetySweep is null
            && World.Weather.CalmSince is { } calm && now - calm > Settling.After(World.Scenario).Ticks
            && now - World.Ledger.LastStir > after.Ticks && now - World.Cluster.LastChange > after.Ticks && now - World.Cluster.LastLoss > after.Ticks && now - World.Weather.LastOutage > after.Ticks + TimeSpan.TicksPerMinute
            && World.Handlers.Running.Count == 0 && !World.Ledger.OpenRuns.Any()
            && !World.Ledger.Rows.Values.Any(row => row.DueSince is { } due && due - now < s_before.Ticks);

        // A host that has made its cancel rules a job's looks once more, a quarter of an hour later, for what others have saved by theirs.
        if (isQuiet && operation == "open" && now - World.Cluster.LastChange < s_secondLook.Ticks)
        {
            return;
        }

        // A save that was announced and failed, and a stop that crossed with a claim, are looked for at their time, once by each node.
        if (isQuiet && operation is "due" or "claim" && ++_spurious <= (World.Figures.FailedCalls + World.Figures.Stops) * World.Scenario.Nodes)
        {
            return;
        }

        if (isQuiet)
        {
            Violate($"{node} asks the store ({operation}) {TimeSpan.FromTicks(now - World.Ledger.LastStir):c} after anything happened, and nothing is due.");
        }
    }
}
