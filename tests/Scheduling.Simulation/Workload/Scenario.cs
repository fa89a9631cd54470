using Scheduling.Simulation.Faults;
using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Workload;

/// <summary>What a seed makes of a cluster: its size, its settings, what is asked of it and what comes over it.</summary>
internal sealed record Scenario(int Seed, TimeSpan Length)
{
    public int Nodes { get; init; }

    public int Schedules { get; init; }

    public int Slots { get; init; }

    public int Window { get; init; }

    public TimeSpan Lease { get; init; }

    public TimeSpan Grace { get; init; }

    public int PoisonAfter { get; init; }

    public int KeepRuns { get; init; }

    public TimeSpan? SafetySweep { get; init; }

    /// <summary>How long between two storms, and how long one lasts, in the mean.</summary>
    public TimeSpan Calm { get; init; }

    public TimeSpan Storm { get; init; }

    /// <summary>How long between two calls of the scheduler, in the mean.</summary>
    public TimeSpan BetweenCalls { get; init; }

    /// <summary>Share of the handlers that run longer than their lease.</summary>
    public double LongHandlers { get; init; }

    public double FailingHandlers { get; init; }

    /// <summary>Share of the handlers that go on although they are told to stop.</summary>
    public double DeafHandlers { get; init; }

    /// <summary>Whether there is a schedule whose handler kills its process.</summary>
    public bool HasKiller { get; init; }

    public FaultMix Faults { get; init; } = new();

    public static Scenario Draw(int seed, TimeSpan length)
    {
        Dice dice = new(seed, 1);
        return new(seed, length)
        {
            Nodes = dice.Pick([1, 2, 2, 3, 3, 3, 4, 5]),
            Schedules = dice.Between(3, 22),
            Slots = dice.Pick([1, 2, 3, 8, 64]),
            Window = dice.Pick([16, 16, 17, 32, 1_000]),
            Lease = dice.Pick([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)]),
            Grace = dice.Pick([TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(5)]),
            PoisonAfter = dice.Pick([2, 3, 3, 5]),
            KeepRuns = dice.Pick([0, 1, 20]),
            SafetySweep = dice.Chance(0.1) ? TimeSpan.FromMinutes(10) : null,
            Calm = dice.Between(TimeSpan.FromMinutes(20), TimeSpan.FromHours(3)),
            Storm = dice.Between(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(20)),
            BetweenCalls = dice.Between(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(30)),
            LongHandlers = dice.Chance(0.5) ? 0.05 : 0,
            FailingHandlers = dice.Chance(0.5) ? 0.1 : 0,
            DeafHandlers = dice.Chance(0.3) ? 0.2 : 0,
            HasKiller = dice.Chance(0.15),
            Faults = FaultMix.Draw(dice),
        };
    }
}
