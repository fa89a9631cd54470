using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>Saves schedules: one after the other, by clients side by side, and many with one call where a system has such a call.</summary>
internal sealed class Create : IVerb
{
    private const int Clients = 10;

    public string Name => "create";

    public string Says => "schedules saved: one by one on 1 and on 10 clients, and many with one call";

    public async Task RunAsync(Bench bench)
    {
        foreach (var store in bench.Stores(StoreKind.Postgres, StoreKind.Sqlite, StoreKind.Memory))
        {
            await bench.RoundsAsync(store, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire, SystemKind.Raw], async turn =>
            {
                var system = await turn.StartAsync();
                await RateAsync(system, "warm", 1, 50);
                var (alone, together) = store == StoreKind.Postgres ? (bench.Count(1_000, 100), bench.Count(3_000, 300)) : (bench.Count(5_000, 300), bench.Count(5_000, 300));
                List<Sample> samples =
                [
                    new("one by one, 1 client", await RateAsync(system, "alone", 1, alone), "1/s"),
                    new("one by one, 10 clients", await RateAsync(system, "together", Clients, together), "1/s"),
                ];
                if (system is IBulk)
                {
                    var many = Planned.Many("many", bench.Count(turn.Kind == SystemKind.Quartz && store == StoreKind.Postgres ? 5_000 : 50_000, 1_000), Later);
                    var started = TimeProvider.System.GetTimestamp();
                    await system.SaveManyAsync(many);
                    samples.Add(new("many at once", many.Count / TimeProvider.System.GetElapsedTime(started).TotalSeconds, "1/s"));
                }

                return samples;
            });
        }
    }

    /// <summary>When what is only stored is due.</summary>
    public static DateTimeOffset Later => DateTimeOffset.UtcNow.AddDays(100);

    /// <returns>Schedules a second.</returns>
    public static async Task<double> RateAsync(ISystem system, string prefix, int clients, int count)
    {
        var due = Later;
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = clients }, async (i, _) => await system.SaveAsync(new Planned($"{prefix}-{i}", due)));
        return count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
