using Scheduling.Hosting;

namespace Scheduling.Simulation.Mutations;

/// <summary>A wake-up is left to its owner for ever.</summary>
internal sealed class NoBackup() : Mutation("backup", "others act when an owner is silent")
{
    public override NodeSettings Change(NodeSettings settings) => settings with { Grace = TimeSpan.FromDays(1) };
}
