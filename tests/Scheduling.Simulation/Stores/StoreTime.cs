using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Stores;

/// <summary>The store's own clock: true time.</summary>
internal sealed class StoreTime(Agenda agenda) : TimeProvider
{
    /// <summary>Only for a mutation that judges by another clock.</summary>
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => agenda.TrueTime + Skew;
}
