using Scheduling.Simulation.Workload;
using Scheduling.Storage;

namespace Scheduling.Simulation.Invariants;

/// <summary>
/// While nothing fails, a due occurrence is claimed at once if its owner is there or has left in order, and after a grace if its owner was lost; and a lost run after its lease and a grace;
/// a run that was asked for, or that waited for others to end, at once from then on.
/// Whatever happened before, nothing is forgotten.
/// </summary>
internal sealed class NothingLate(World world) : Checker(world)
{
    private static readonly TimeSpan s_atOnce = TimeSpan.FromMilliseconds(300);
    private readonly Dictionary<string, long> _asked = [];
    private readonly Dictionary<string, long> _askedBefore = [];
    private readonly List<long> _dropped = [];
    private long _lastFull;
    private long _waits;

    // Slots that are full make everything late that waits for one.
    private bool AnyFull => World.Cluster.Alive.Any(process => process.Shell.View is var view && (view.Due > 0 || view.Running >= World.Scenario.Slots));

    private TimeSpan AfterSilence => (1.5 * (World.Scenario.Lease > World.Scenario.Grace ? World.Scenario.Lease : World.Scenario.Grace)) + TimeSpan.FromSeconds(World.Weather.LastOutage > 0 ? 45 : 3);

    // Each buffered run is looked at once a lease, as many in one statement as there are slots, and many that were buffered together are looked at together; also once more when they have
    // been cancelled, which not every node is told.
    private TimeSpan Looks => TimeSpan.FromMilliseconds(7)
        * (World.Ledger.OpenRuns.Count(run => run.IsBuffered) + _dropped.Count(at => World.Agenda.Now - at < (2 * (World.Scenario.Lease + World.Scenario.Grace)).Ticks));

    // What a node asks for itself teaches it the store's clock, and does so too late for what it asks about.
    public override void Called(string node, string operation)
    {
        if (operation is "window" or "due" or "claim" or "rescue" or "renew" or "finish")
        {
            if (World.Agenda.Now - _asked.GetValueOrDefault(node) > TimeSpan.TicksPerSecond)
            {
                _askedBefore[node] = _asked.GetValueOrDefault(node);
            }

            _asked[node] = World.Agenda.Now;
        }
    }

    public override void Claimed(string node, RowFacts row, Claim claim, RunFacts? run)
    {
        See();
        if (row.DueSince is { } due && IsCalmSince(due))
        {
            // Before there was a node that could.
            var late = TimeSpan.FromTicks(World.Agenda.Now - Math.Max(due, Math.Max(World.Cluster.AbleSince(row.Job), World.Weather.LastOutage)));
            var ownerIsFine = World.Cluster.IsAwake(row.Owner) || World.Cluster.HasLeft(row.Owner);

            // Clocks that have not been compared for long have drifted apart.
            var drift = TimeSpan.FromTicks((long)((due - Math.Min(_askedBefore.GetValueOrDefault(node), _asked.GetValueOrDefault(row.Owner, due))) * 50e-6));
            var allowed = ownerIsFine && IsUndisturbed(due) ? s_atOnce + drift : AfterSilence;

            // A node that was lost is waited for until it has been missed: by each of the others once at the most.
            if (late > allowed && late <= AfterSilence && ++_waits <= World.Cluster.Losses * World.Scenario.Nodes)
            {
                return;
            }

            if (late > allowed)
            {
                Violate($"{row.Id}: claimed by {node} {late:c} after it was due ({claim.Due:O}); {allowed:c} is allowed, with {row.Owner} its owner.");
            }
        }
    }

    public override void Rescued(string node, RunFacts run, StoredRun taken)
    {
        See();
        var since = run.FreeSince ?? (run.LeaseUntil - Kernel.Agenda.Start).Ticks;
        if (!IsCalmSince(since) || run.IsUnheardOf)
        {
            return;
        }

        // What may go on is taken up at once by whoever was told so; should that one be lost, it is looked at a lease after the last look, as it was when it was buffered.
        var late = TimeSpan.FromTicks(World.Agenda.Now - Math.Max(since, Math.Max(World.Cluster.AbleSince(run.Job), World.Weather.LastOutage)));
        var allowed = run.FreeSince is null ? AfterSilence
            : run.Told is { } told && World.Cluster.IsAwake(told) && IsUndisturbed(since) ? s_atOnce + Looks
            : AfterSilence + World.Scenario.Lease;
        if (late > allowed)
        {
            Violate($"{run.ScheduleId}: {node} takes up attempt {taken.Attempt} of {run.Occurrence:O} {late:c} after its time had come; {allowed:c} is allowed, {run.Told ?? "nobody"} was told.");
        }
    }

    public override void Ended(string node, RunFacts run, int attempt, RunState outcome)
    {
        if (!run.IsHeld)
        {
            _dropped.RemoveAll(at => World.Agenda.Now - at > TimeSpan.TicksPerHour);
            _dropped.Add(World.Agenda.Now);
        }
    }

    public override void HandlerStarts(Nodes.Handler handler, RunFacts run) => See();

    public override void HandlerEnds(Nodes.Handler handler) => See();

    public override void Look() => See();

    public override void AtEnd()
    {
        foreach (var row in World.Ledger.Rows.Values)
        {
            if (row.DueSince is { } due && World.Agenda.Now - due > AfterSilence.Ticks && !AnyFull)
            {
                Violate($"{row.Id}: due since {TimeSpan.FromTicks(due):c}, and forgotten; {row.Owner} was its owner.");
            }
        }
    }

    private bool IsUndisturbed(long instant) => World.Cluster.LastLoss < instant - AfterSilence.Ticks
        && World.Cluster.LastChange < instant - TimeSpan.TicksPerSecond && World.Weather.LastOutage < instant - AfterSilence.Ticks;

    private void See()
    {
        if (AnyFull)
        {
            _lastFull = World.Agenda.Now;
        }
    }

    private bool IsCalmSince(long instant) => World.Weather.CalmSince is { } calm
        && instant - calm > Settling.After(World.Scenario).Ticks && _lastFull < instant - TimeSpan.TicksPerSecond;
}
