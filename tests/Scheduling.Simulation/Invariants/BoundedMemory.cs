namespace Scheduling.Simulation.Invariants;

/// <summary>A node keeps no more wake-ups than its window is large, and runs no more than it has slots.</summary>
internal sealed class BoundedMemory(World world) : Checker(world)
{
    public override void Look()
    {
        foreach (var process in World.Cluster.Alive)
        {
            var view = process.Shell.View;
            if (view.WindowSize > World.Scenario.Window)
            {
                Violate($"{process.Name} keeps {view.WindowSize} wake-ups in a window for {World.Scenario.Window}.");
            }

            if (view.Running > World.Scenario.Slots)
            {
                Violate($"{process.Name} runs {view.Running} in {World.Scenario.Slots} slots.");
            }

            if (view.Due > 2 * World.Scenario.Window)
            {
                Violate($"{process.Name} has {view.Due} wake-ups in line, more than twice its window of {World.Scenario.Window}.");
            }
        }
    }
}
