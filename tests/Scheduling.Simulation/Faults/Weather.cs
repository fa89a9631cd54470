using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Faults;

/// <summary>Storms and calms, one after the other. A storm has all the faults of its seed's mix; when it has passed, everything is mended, and then nothing fails but what is said to.</summary>
internal sealed class Weather(World world, Dice dice)
{
    private static readonly FaultMix s_none = new();

    private static readonly TimeSpan s_betweenCalmEvents = TimeSpan.FromHours(3);

    private long _stormEnds;

    /// <summary>What may go wrong now.</summary>
    public FaultMix Faults { get; private set; } = s_none;

    public bool IsStormy => Faults != s_none;

    /// <summary>Since when nothing has gone wrong; null while something may.</summary>
    public long? CalmSince { get; private set; } = 0;

    /// <summary>When the store was last out of reach in calm.</summary>
    public long LastOutage { get; private set; }

    public void Begin()
    {
        PlanInCalm();
        if (world.Scenario.Faults != s_none)
        {
            world.Agenda.In(dice.Around(world.Scenario.Calm), Life.World, BeginStorm);
        }
    }

    /// <summary>The last storm is over.</summary>
    public void Clear()
    {
        _stormEnds = -1;
        if (IsStormy)
        {
            EndStorm();
        }
    }

    private void BeginStorm()
    {
        if (_stormEnds < 0)
        {
            return;
        }

        var length = dice.Around(world.Scenario.Storm);
        _stormEnds = world.Agenda.Now + length.Ticks;
        (Faults, CalmSince) = (world.Scenario.Faults, null);
        world.Trace.Add("storm begins");
        Plan(Faults.Crashes, () => world.Cluster.Crash(AnyNode()));
        Plan(Faults.Freezes, () => world.Cluster.Freeze(AnyNode(), Short(world.Scenario.Lease * 3), isSuspended: false));
        Plan(Faults.Suspends, () => world.Cluster.Freeze(AnyNode(), Short(TimeSpan.FromMinutes(30)), isSuspended: true));
        Plan(Faults.ClockSteps, () => world.Cluster.SetClock(AnyNode(), dice.Between(TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5))));
        Plan(Faults.BusCuts, () => world.Bus.Cut(AnyNode(), Short(TimeSpan.FromMinutes(3)), isNoticed: true));
        Plan(Faults.HalfOpenBuses, () => world.Bus.Cut(AnyNode(), Short(TimeSpan.FromMinutes(2)), isNoticed: false));
        Plan(Faults.StoreCuts, () => world.Network.Cut(AnyNode(), Short(world.Scenario.Lease * 2)));
        Plan(Faults.StoreOutages, () => world.Network.CutAll(Short(TimeSpan.FromMinutes(3))));
        Plan(Faults.BusOutages, () => world.Bus.CutAll(Short(TimeSpan.FromMinutes(3))));
        Plan(Faults.CleanRestarts, () => world.Cluster.Restart(AnyNode()));
        world.Agenda.In(length, Life.World, () =>
        {
            if (IsStormy)
            {
                EndStorm();
            }
        });
    }

    private void EndStorm()
    {
        Faults = s_none;
        world.Trace.Add("storm ends");
        world.Network.Mend();
        world.Bus.Mend();
        world.Cluster.Mend();
        CalmSince = world.Agenda.Now;
        if (_stormEnds >= 0)
        {
            world.Agenda.In(dice.Around(world.Scenario.Calm), Life.World, BeginStorm);
        }
    }

    // Comes about at random, so many times in an hour of storm.
    private void Plan(double perHour, Action blow)
    {
        if (perHour <= 0)
        {
            return;
        }

        var at = world.Agenda.Now + dice.Around(TimeSpan.FromHours(1 / perHour)).Ticks;
        if (at < _stormEnds)
        {
            world.Agenda.At(at, Life.World, () =>
            {
                if (IsStormy)
                {
                    blow();
                    Plan(perHour, blow);
                }
            });
        }
    }

    // In calm, too, nodes are deployed, or die, or the database restarts; each alone, so that what it costs can be told.
    private void PlanInCalm() => world.Agenda.In(dice.Around(s_betweenCalmEvents), Life.World, () =>
    {
        if (_stormEnds < 0)
        {
            return;
        }

        if (!IsStormy)
        {
            ComeInCalm();
        }

        PlanInCalm();
    });

    private void ComeInCalm()
    {
        switch (world.Scenario.Seed % 4)
        {
            case 0 or 2:
                world.Cluster.Restart(AnyNode());
                break;
            case 1:
                if (dice.Chance(0.5))
                {
                    world.Cluster.Crash(AnyNode());
                }
                else
                {
                    world.Client.SaveAndDie(AnyNode());
                }

                break;
            default:
                var outage = dice.Between(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
                LastOutage = world.Agenda.Now + outage.Ticks;
                world.Network.CutAll(outage);
                break;
        }
    }

    private int AnyNode() => dice.Between(0, world.Scenario.Nodes);

    // Nothing that a storm brings outlasts it.
    private TimeSpan Short(TimeSpan most)
    {
        var left = TimeSpan.FromTicks(_stormEnds - world.Agenda.Now);
        return dice.Between(TimeSpan.Zero, most < left ? most : left);
    }
}
