using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Mutations;

/// <summary>A node that starts again takes itself for the one it was.</summary>
internal sealed class NoEpoch() : Mutation("epoch", "a node that starts again is another node")
{
    public override string NameOf(int machine, int epoch) => Cluster.NameOf(machine);
}
