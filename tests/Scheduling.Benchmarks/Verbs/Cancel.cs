using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>Cancels schedules that sleep: one by one, each by its key (for peers, its id), and all that belong to something with one call.</summary>
internal sealed class Cancel : IVerb
{
    public string Name => "cancel";

    public string Says => "schedules cancelled: one by one by key, and 100,000 asleep by one event";

    public async Task RunAsync(Bench bench)
    {
        foreach (var store in bench.Stores(StoreKind.Postgres, StoreKind.Sqlite, StoreKind.Memory))
        {
            await bench.RoundsAsync(store, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire, SystemKind.Raw], async turn =>
            {
                if (await turn.StartAsync() is not ICancels system)
                {
                    return [];
                }

                var one = bench.Options.Quick ? 50 : 500;
                var many = bench.Count(store == StoreKind.Sqlite ? 20_000 : 100_000, 2_000);
                await system.SaveKeyedAsync(one + (system.CancelsMany ? many : 0), Create.Later);
                await turn.SettleAsync();
                List<Sample> samples = [new("one by one, by key", await RateAsync(system, one), "1/s")];
                if (system.CancelsMany)
                {
                    await turn.SettleAsync();
                    var started = TimeProvider.System.GetTimestamp();
                    var cancelled = await system.CancelAllAsync();
                    samples.Add(new($"{many:N0} by one event", TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, "ms"));
                    if (cancelled != many)
                    {
                        throw new InvalidOperationException($"{cancelled} of {many} were cancelled.");
                    }
                }

                return samples;
            });
        }
    }

    /// <returns>Schedules a second.</returns>
    public static async Task<double> RateAsync(ICancels system, int count)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var key = 0; key < count; key++)
        {
            await system.CancelAsync(key);
        }

        return count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
