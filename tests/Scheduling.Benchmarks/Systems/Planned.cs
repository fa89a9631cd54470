namespace Scheduling.Benchmarks.Systems;

/// <summary>One thing to do once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Due">When.</param>
internal sealed record Planned(string Id, DateTimeOffset Due)
{
    public static IReadOnlyList<Planned> Many(string prefix, int count, DateTimeOffset due) => [.. Enumerable.Range(0, count).Select(i => new Planned($"{prefix}-{i}", due))];
}
