namespace Scheduling.Cluster.Tests.Checks;

/// <summary>An attempt of a run begins when the one before is over.</summary>
internal static class OverlappingAttempts
{
    public static IEnumerable<string> Of(History history) =>
        from run in history.Attempts()
        from pair in run.Zip(run.Skip(1))
        where !(history.EndOf(pair.First) <= pair.Second.Start.NodeAt)
        select $"began beside attempt {pair.First.Start.Attempt} of {pair.First.Start.NodeAt:HH:mm:ss.fff} to {history.EndOf(pair.First):HH:mm:ss.fff}: {pair.Second.Start}";
}
