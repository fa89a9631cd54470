using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>
/// The bytes of the heap that a sleeping schedule takes: of ours on a database with all of them in the window of a process that has just started, and of all systems whose store is the memory itself.
/// </summary>
internal sealed class Memory : IVerb
{
    public string Name => "memory";

    public string Says => "bytes of memory a sleeping schedule takes: in the engine's window, and in a store in memory";

    public async Task RunAsync(Bench bench)
    {
        var count = bench.Count(100_000, 5_000);
        foreach (var store in bench.Stores(StoreKind.Postgres, StoreKind.Sqlite))
        {
            await bench.RoundsAsync(store, [SystemKind.Ours], async turn =>
            {
                await (await turn.StartAsync()).SaveManyAsync(Spread(count));
                await turn.StopAsync();

                // Once for what code and drivers keep when they have done it, then with next to nothing in the window, then with all.
                await HeapAsync(turn, count);
                var empty = await HeapAsync(turn, 16);
                return [new("engine's window", (await HeapAsync(turn, count) - empty) / (double)count, "bytes")];
            });
        }

        if (bench.Stores(StoreKind.Memory).Any())
        {
            await bench.RoundsAsync(StoreKind.Memory, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire, SystemKind.Raw], async turn =>
            {
                var system = await turn.StartAsync(turn.Setup with { Window = 1_000 });
                await system.SaveManyAsync(Planned.Many("warm", 10, Create.Later));
                var before = Heap();
                await system.SaveManyAsync(Spread(count));
                return [new("store in memory", (Heap() - before) / (double)count, "bytes")];
            });
        }
    }

    private static async Task<long> HeapAsync(Turn turn, int window)
    {
        await turn.StartAsync(turn.Setup with { Window = window });
        var heap = Heap();
        await turn.StopAsync();
        return heap;
    }

    private static Planned[] Spread(int count)
    {
        var first = Create.Later;
        return [.. Enumerable.Range(0, count).Select(i => new Planned($"sleeping-{i}", first.AddMilliseconds(i)))];
    }

    // Full collections, until nothing more is freed.
    private static long Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
