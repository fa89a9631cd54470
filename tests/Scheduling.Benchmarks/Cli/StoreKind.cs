namespace Scheduling.Benchmarks.Cli;

/// <summary>Where schedules are kept.</summary>
internal enum StoreKind
{
    Postgres,
    Sqlite,
    Memory,
}
