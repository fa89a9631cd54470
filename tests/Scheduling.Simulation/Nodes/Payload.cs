namespace Scheduling.Simulation.Nodes;

/// <summary>What a schedule gives its handler, and what its cancel rule looks at.</summary>
/// <param name="CustomerId">Whom it concerns.</param>
/// <param name="Seconds">How long the handler works, about; 0 for as long as the scenario says.</param>
internal sealed record Payload(int CustomerId, int Seconds = 0);
