namespace Scheduling.Simulation.Nodes;

/// <summary>What a schedule gives its handler, and what its cancel rule looks at.</summary>
internal sealed record Payload(int CustomerId);
