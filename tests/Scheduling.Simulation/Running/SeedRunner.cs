using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Reporting;
using Scheduling.Simulation.Workload;

namespace Scheduling.Simulation.Running;

/// <summary>Lives through a seed.</summary>
internal static class SeedRunner
{
    public static SeedResult Run(int seed, TimeSpan length, Mutation mutation, TextWriter? timeline = null)
    {
        using World world = new(Scenario.Draw(seed, length), mutation, timeline);
        try
        {
            world.Run();
        }
#pragma warning disable CA1031 // Whatever escapes from the engine or from a checker is a finding of this seed, and the others go on.
        catch (Exception escaped)
#pragma warning restore CA1031
        {
            world.Violate("NothingEscapes", escaped.ToString());
        }

        return new(seed, world.Violations, world.Trace.Hash, world.Figures);
    }

    /// <summary>Twice: the second time everything must happen again in the same way, or no failure could be looked into.</summary>
    public static SeedResult RunTwice(int seed, TimeSpan length, Mutation mutation)
    {
        var first = Run(seed, length, mutation);
        var second = Run(seed, length, mutation);
        first.Figures.Add(second.Figures);
        return first.Hash == second.Hash ? first : first with
        {
            Violations = [.. first.Violations, new Violation("SameEachTime", length, $"The trace of the first run hashes to {first.Hash:x16}, that of the second to {second.Hash:x16}.")],
        };
    }
}
