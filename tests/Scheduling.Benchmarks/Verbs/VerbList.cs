namespace Scheduling.Benchmarks.Verbs;

/// <summary>All that can be measured.</summary>
internal static class VerbList
{
    public static IReadOnlyList<IVerb> All { get; } =
    [
        new Throughput(), new Create(), new Lateness(), new Recurring(), new Idle(), new Memory(), new Cancel(), new Scale(), new Nodes(),
    ];
}
