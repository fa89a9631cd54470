namespace Scheduling.Cluster.Tests.Checks;

/// <summary>No handler starts before its time, by the database's clock nor by the machine's.</summary>
internal static class EarlyStarts
{
    public static IEnumerable<string> Of(History history) =>
        history.Starts.Where(start => start.At < start.Occurrence || start.NodeAt < start.Occurrence).Select(start => $"early: {start}");
}
