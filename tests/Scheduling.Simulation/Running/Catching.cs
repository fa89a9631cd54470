using Scheduling.Simulation.Mutations;

namespace Scheduling.Simulation.Running;

/// <summary>Looks for the first seed in which a mutation shows.</summary>
internal static class Catching
{
    /// <summary>Within so many seeds each mutation must show.</summary>
    public const int Seeds = 400;

    /// <returns>The first seed that fails, or null.</returns>
    public static SeedResult? FirstFailure(Mutation mutation, TimeSpan length, int seeds = Seeds) =>
        Enumerable.Range(0, seeds).Select(seed => SeedRunner.Run(seed, length, mutation)).FirstOrDefault(result => result.Violations.Count > 0);
}
