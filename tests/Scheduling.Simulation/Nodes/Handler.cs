using Scheduling.Jobs;

namespace Scheduling.Simulation.Nodes;

/// <summary>A call of a handler that has not returned.</summary>
internal sealed record Handler(Process Process, RunContext Run, CancellationToken Token);
