using Scheduling.Simulation.Reporting;

namespace Scheduling.Simulation.Running;

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Violations">What did not hold; empty if all did.</param>
/// <param name="Hash">The trace's hash: the same seed gives the same.</param>
/// <param name="Figures">What was simulated.</param>
internal sealed record SeedResult(int Seed, IReadOnlyList<Violation> Violations, ulong Hash, Figures Figures);
