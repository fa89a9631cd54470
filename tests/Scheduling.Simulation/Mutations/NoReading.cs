namespace Scheduling.Simulation.Mutations;

/// <summary>A gap of the bus is no reason to read the window.</summary>
internal sealed class NoReading() : Mutation("gap", "after each gap of the bus the window is read")
{
    public override bool TellsOfGaps => false;
}
