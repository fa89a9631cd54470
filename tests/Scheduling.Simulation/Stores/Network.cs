using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Stores;

/// <summary>The ways between the nodes and the store: who can reach it, how long it takes, and what is lost.</summary>
internal sealed class Network(World world, Dice dice)
{
    private readonly long[] _cutUntil = new long[world.Scenario.Nodes];

    public void Cut(int node, TimeSpan span)
    {
        world.Trace.Add("store cut from", Nodes.Cluster.NameOf(node));
        _cutUntil[node] = Math.Max(_cutUntil[node], world.Agenda.Now + span.Ticks);
    }

    public void CutAll(TimeSpan span)
    {
        for (var node = 0; node < _cutUntil.Length; node++)
        {
            Cut(node, span);
        }
    }

    public void Mend() => Array.Clear(_cutUntil);

    public bool Reaches(int node) => _cutUntil[node] <= world.Agenda.Now;

    public Fate Draw(int node)
    {
        var faults = world.Weather.Faults;
        if (!Reaches(node))
        {
            return dice.Chance(0.5) ? Fate.Refused : Fate.RequestLost;
        }

        return dice.Chance(faults.Refusal) ? Fate.Refused
            : dice.Chance(faults.LostRequest) ? Fate.RequestLost
            : dice.Chance(faults.LostReply) ? Fate.ReplyLost
            : dice.Chance(faults.LateCommit) ? Fate.CarriedOutLate
            : Fate.Answered;
    }

    /// <summary>One way.</summary>
    public TimeSpan Way() => dice.Chance(world.Weather.Faults.Slowness)
        ? dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(8))
        : dice.Between(TimeSpan.FromMicroseconds(100), TimeSpan.FromMilliseconds(3));

    /// <summary>How long a caller waits for an answer that does not come: a reset connection says so soon, a silent one late.</summary>
    public TimeSpan Patience() => dice.Chance(0.5)
        ? dice.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1))
        : dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    /// <summary>How long after its caller gave up a late operation is carried out.</summary>
    public TimeSpan Lateness() => dice.Between(TimeSpan.Zero, dice.Chance(0.2) ? TimeSpan.FromMinutes(2) : TimeSpan.FromSeconds(5));

    public bool IsBusy() => dice.Chance(world.Weather.Faults.Busy);

    public bool DiesAtCommand() => dice.Chance(world.Weather.Faults.CrashAtCommand);
}
