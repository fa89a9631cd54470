using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Invariants;

/// <summary>A run whose attempts are lost together with their nodes is not tried for ever.</summary>
internal sealed class PoisonSetAside(World world) : Checker(world)
{
    public override void HandlerStarts(Handler handler, RunFacts run)
    {
        if (run.Lost >= World.Scenario.PoisonAfter)
        {
            Violate($"{run.ScheduleId}: attempt {run.Attempt} starts on {handler.Process.Name} after {run.Lost} were lost; {World.Scenario.PoisonAfter} are allowed.");
        }
    }
}
