using Scheduling.Hosting;
using Scheduling.Simulation.Mutations;

namespace Scheduling.Simulation.Tests.Invariants;

/// <summary>Nodes keep and run more than their scenario says.</summary>
internal sealed class Generous() : Mutation("generous", "a node keeps within its limits")
{
    public override NodeSettings Change(NodeSettings settings) => settings with { WindowSize = 100, MaxConcurrentRuns = settings.MaxConcurrentRuns + 1 };
}
