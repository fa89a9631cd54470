using Scheduling.Simulation.Nodes;
using Scheduling.Sleeping;

namespace Scheduling.Simulation.Invariants;

/// <summary>When all is quiet, each node's window holds every wake-up up to its horizon that is its to know, as it stands.</summary>
internal sealed class WindowComplete(World world) : Checker(world)
{
    public override void AtEnd()
    {
        foreach (var process in World.Cluster.Up)
        {
            Look(process);
        }
    }

    private void Look(Process process)
    {
        var window = process.Node.Window;
        foreach (var row in World.Ledger.Rows.Values.Where(row => row is { IsActive: true, NextDue: not null } && World.Cluster.Has(process.Machine, row.Job)))
        {
            // What changed a moment ago is on its way.
            var isFresh = World.Agenda.Now - row.Since < TimeSpan.TicksPerSecond || row.NextDue - World.Agenda.TrueTime < TimeSpan.FromSeconds(5);
            if (isFresh || (window.Horizon is { } horizon && row.NextDue >= horizon))
            {
                continue;
            }

            if (window.Find(WakeUpKind.Schedule, row.Id) is not { } known)
            {
                Violate($"{process.Name} does not know of {row.Id}, due {row.NextDue:O}; its horizon is {window.Horizon:O}.");
            }
            else if (known.Version != row.Version || known.At != row.NextDue)
            {
                Violate($"{process.Name} takes {row.Id} for due at {known.At:O} in version {known.Version}; it is due at {row.NextDue:O} in version {row.Version}.");
            }
        }
    }
}
