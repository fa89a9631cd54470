using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Faults;

/// <summary>Which faults a storm of this seed may bring, and how hard. A seed has a few of them, so that each also comes without the others.</summary>
internal sealed record FaultMix
{
    /// <summary>Shares of messages.</summary>
    public double Loss { get; init; }

    public double Duplication { get; init; }

    public double Reordering { get; init; }

    public double Delay { get; init; }

    /// <summary>Shares of store operations.</summary>
    public double Refusal { get; init; }

    public double LostRequest { get; init; }

    public double LostReply { get; init; }

    public double LateCommit { get; init; }

    public double Slowness { get; init; }

    public double Busy { get; init; }

    /// <summary>Share of commands at which the process dies, just before or just after.</summary>
    public double CrashAtCommand { get; init; }

    /// <summary>Share of hops between threads that come late.</summary>
    public double Starvation { get; init; }

    /// <summary>What comes over a node or the servers, in events an hour of storm each.</summary>
    public double Crashes { get; init; }

    public double Freezes { get; init; }

    public double Suspends { get; init; }

    public double ClockSteps { get; init; }

    public double BusCuts { get; init; }

    public double HalfOpenBuses { get; init; }

    public double StoreCuts { get; init; }

    public double StoreOutages { get; init; }

    public double BusOutages { get; init; }

    public double CleanRestarts { get; init; }

    public static FaultMix Draw(Dice dice)
    {
        return new()
        {
            Loss = Some(0.02),
            Duplication = Some(0.1),
            Reordering = Some(0.2),
            Delay = Some(0.1),
            Refusal = Some(0.1),
            LostRequest = Some(0.05),
            LostReply = Some(0.1),
            LateCommit = Some(0.05),
            Slowness = Some(0.1),
            Busy = Some(0.2),
            CrashAtCommand = Some(0.02),
            Starvation = Some(0.02),
            Crashes = Some(30),
            Freezes = Some(20),
            Suspends = Some(10),
            ClockSteps = Some(30),
            BusCuts = Some(30),
            HalfOpenBuses = Some(15),
            StoreCuts = Some(15),
            StoreOutages = Some(8),
            BusOutages = Some(8),
            CleanRestarts = Some(20),
        };

        double Some(double most) => dice.Chance(0.4) ? most * (0.1 + (0.9 * dice.Between(0, 1000) / 1000)) : 0;
    }
}
