using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Systems.CoravelNet;
using Scheduling.Benchmarks.Systems.HangfireNet;
using Scheduling.Benchmarks.Systems.Ours;
using Scheduling.Benchmarks.Systems.Polling;
using Scheduling.Benchmarks.Systems.QuartzNet;
using Scheduling.Benchmarks.Systems.Raw;

namespace Scheduling.Benchmarks.Systems;

/// <summary>Makes systems.</summary>
internal static class SystemFactory
{
    /// <summary>Whether a system works on such a store.</summary>
    public static bool Works(SystemKind system, StoreKind store) => (system, store) switch
    {
        (SystemKind.Ours, _) => true,
        (SystemKind.Coravel, _) => store == StoreKind.Memory,
        (SystemKind.Poller, _) => store == StoreKind.Postgres,
        _ => store != StoreKind.Sqlite,
    };

    /// <exception cref="ArgumentException">It does not work on such a store.</exception>
    public static ISystem Create(SystemKind system, SystemSetup setup) => (system, setup.Store) switch
    {
        (SystemKind.Ours, _) => new OursSystem(setup),
        (SystemKind.Quartz, StoreKind.Postgres or StoreKind.Memory) => new QuartzSystem(setup),
        (SystemKind.Hangfire, StoreKind.Postgres or StoreKind.Memory) => new HangfireSystem(setup),
        (SystemKind.Coravel, StoreKind.Memory) => new CoravelSystem(),
        (SystemKind.Poller, StoreKind.Postgres) => new PollerSystem(setup),
        (SystemKind.Raw, StoreKind.Postgres) => new RawPostgres(setup),
        (SystemKind.Raw, StoreKind.Memory) => new RawQueue(),
        _ => throw new ArgumentException($"{system} does not work on {setup.Store}."),
    };
}
