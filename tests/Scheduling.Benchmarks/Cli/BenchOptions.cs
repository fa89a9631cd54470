namespace Scheduling.Benchmarks.Cli;

/// <summary>What the command line says.</summary>
/// <param name="Verb">What is measured.</param>
internal sealed record BenchOptions(string Verb)
{
    /// <summary>Null for every store that the verb knows.</summary>
    public StoreKind? Store { get; init; }

    /// <summary>How many of whatever the verb counts; null for what the verb takes by itself.</summary>
    public int? Count { get; init; }

    public int Runs { get; init; } = 5;

    /// <summary>Those that the verb knows are measured, of these.</summary>
    public IReadOnlyList<SystemKind> Systems { get; init; } = Enum.GetValues<SystemKind>();

    /// <summary>Small numbers: whether everything works, not how fast.</summary>
    public bool Quick { get; init; }

    /// <summary>The file to which each figure is appended as a line; null for none.</summary>
    public string? Json { get; init; }

    /// <summary>How many handlers of ours run at once.</summary>
    public int Slots { get; init; } = 1_000;

    /// <summary>What the verb does not know by name: for BenchmarkDotNet, and for workers.</summary>
    public IReadOnlyList<string> Rest { get; init; } = [];
}
