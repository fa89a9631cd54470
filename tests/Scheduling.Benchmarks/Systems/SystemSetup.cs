using Scheduling.Benchmarks.Cli;

namespace Scheduling.Benchmarks.Systems;

/// <summary>On what a system works.</summary>
/// <param name="Store">The kind of its store.</param>
/// <param name="Connection">The connection string of a PostgreSQL database, the path of an SQLite file, or nothing.</param>
/// <param name="Slots">How many handlers of ours run at once.</param>
internal sealed record SystemSetup(StoreKind Store, string Connection, int Slots)
{
    /// <summary>How many wake-ups ours keeps in memory.</summary>
    public int Window { get; init; } = 20_000;

    /// <summary>Where several processes hear of each other; null for one process.</summary>
    public string? Redis { get; init; }

    /// <summary>Whether this process only saves what others run.</summary>
    public bool OnlySaves { get; init; }

    /// <summary>Whether peers are set up as their documentation allows for speed; else as they are shipped.</summary>
    public bool IsTuned { get; init; } = true;
}
