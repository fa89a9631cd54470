using NUnit.Framework;

namespace Scheduling.Cluster.Tests.Checks;

/// <summary>What holds whatever happens to a cluster.</summary>
internal static class Invariants
{
    public static IEnumerable<string> Of(History history) =>
        [.. DoubleCompletions.Of(history), .. OverlappingAttempts.Of(history), .. FencingTokens.Of(history), .. EarlyStarts.Of(history), .. StartsAfterStops.Of(history)];

    /// <summary>Fails with the first of what is wrong.</summary>
    public static void MustBeNone(this IEnumerable<string> violations)
    {
        var found = violations.ToList();
        if (found.Count > 0)
        {
            Assert.Fail($"{found.Count} violations:{Environment.NewLine}{string.Join(Environment.NewLine, found.Take(20))}");
        }
    }
}
