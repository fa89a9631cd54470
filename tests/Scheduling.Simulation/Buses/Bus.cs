using Scheduling.Events;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Buses;

/// <summary>The bus between the machines, with everything that real ones do: loss, doubles, delay, disorder, connections that are cut, or dead without a word, and those that come back.</summary>
internal sealed class Bus(World world, Dice dice)
{
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(60);

    private readonly List<BusLink> _links = [];
    private readonly long[] _downUntil = new long[world.Scenario.Nodes];
    private readonly long[] _noticedFrom = new long[world.Scenario.Nodes];

    public void Connect(BusLink link) => _links.Add(link);

    public void Disconnect(BusLink link) => _links.Remove(link);

    /// <summary>A machine loses its connection; it finds out at once, or only when its keep-alive fails. When it is back, it is told.</summary>
    public void Cut(int machine, TimeSpan span, bool isNoticed)
    {
        world.Trace.Add(isNoticed ? "bus cut" : "bus half open", Cluster.NameOf(machine));
        var now = world.Agenda.Now;
        if (IsUp(machine) || isNoticed)
        {
            _noticedFrom[machine] = isNoticed ? now : now + s_keepAlive.Ticks;
        }

        // A connection that is dead without a word stays so until somebody notices.
        _downUntil[machine] = Math.Max(_downUntil[machine], now + (isNoticed ? span : span + s_keepAlive).Ticks);
        world.Agenda.At(_downUntil[machine], Life.World, () => BackUp(machine));
    }

    public void CutAll(TimeSpan span)
    {
        for (var machine = 0; machine < _downUntil.Length; machine++)
        {
            Cut(machine, span, isNoticed: true);
        }
    }

    /// <summary>Every connection is made anew, those too that lost messages without breaking.</summary>
    public void Mend()
    {
        for (var machine = 0; machine < _downUntil.Length; machine++)
        {
            _downUntil[machine] = world.Agenda.Now;
            BackUp(machine);
        }
    }

    public bool IsUp(int machine) => _downUntil[machine] <= world.Agenda.Now;

    public bool KnowsItIsDown(int machine) => !IsUp(machine) && _noticedFrom[machine] <= world.Agenda.Now;

    public void Publish(BusLink from, IReadOnlyList<SchedulingEvent> events)
    {
        if (!IsUp(from.Process.Machine))
        {
            return;
        }

        foreach (var to in _links)
        {
            var heard = world.Mutation.Hear(events, from.Process, to.Process);
            var copies = dice.Chance(world.Weather.Faults.Loss) ? 0 : dice.Chance(world.Weather.Faults.Duplication) ? 2 : 1;
            for (var copy = 0; copy < copies && heard.Count > 0; copy++)
            {
                Deliver(from, to, heard);
            }
        }
    }

    private void Deliver(BusLink from, BusLink to, IReadOnlyList<SchedulingEvent> events)
    {
        var faults = world.Weather.Faults;
        var arrival = world.Agenda.Now + (dice.Chance(faults.Delay)
            ? dice.Between(TimeSpan.Zero, TimeSpan.FromSeconds(10))
            : dice.Between(TimeSpan.FromMicroseconds(100), TimeSpan.FromMilliseconds(3))).Ticks;
        if (!dice.Chance(faults.Reordering))
        {
            arrival = to.After(from, arrival);
        }

        world.Agenda.At(arrival, to.Process.Life, () =>
        {
            if (IsUp(to.Process.Machine))
            {
                to.Receive(events);
            }
        });
    }

    private void BackUp(int machine)
    {
        if (!IsUp(machine))
        {
            return;
        }

        foreach (var link in _links.Where(link => link.Process.Machine == machine).ToArray())
        {
            world.Agenda.In(dice.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(50)), link.Process.Life, link.TellReconnected);
        }
    }
}
