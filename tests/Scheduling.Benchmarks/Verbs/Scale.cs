using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>What becomes of it all beside many that sleep: start-up, throughput, creating and cancelling with 1,000, 100,000 and 1,000,000 schedules stored.</summary>
internal sealed class Scale : IVerb
{
    private readonly Throughput _throughput = new();

    public string Name => "scale";

    public string Says => "start-up, throughput, create and cancel with 1,000, 100,000 and 1,000,000 schedules stored";

    public async Task RunAsync(Bench bench)
    {
        int[] sizes = bench.Options switch
        {
            { Count: { } count } => [count],
            { Quick: true } => [1_000, 10_000],
            _ => [1_000, 100_000, 1_000_000],
        };
        foreach (var store in bench.Stores(StoreKind.Postgres))
        {
            foreach (var stored in sizes)
            {
                await bench.RoundsAsync(store, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire, SystemKind.Raw], turn => MeasureAsync(bench, turn, stored));
            }
        }
    }

    private async Task<IReadOnlyList<Sample>> MeasureAsync(Bench bench, Turn turn, int stored)
    {
        var state = $"{stored:N0} stored";
        await ((IStocks)await turn.StartAsync()).StockAsync(stored);
        await turn.StopAsync();
        await turn.SettleAsync();
        List<Sample> samples = [];
        var started = TimeProvider.System.GetTimestamp();
        var system = await turn.StartAsync();
        if (turn.Kind != SystemKind.Raw)
        {
            samples.Add(new($"{state}, start-up", TimeProvider.System.GetElapsedTime(started).TotalMilliseconds, "ms"));
        }

        var (due, one) = bench.Options.Quick ? (turn.Kind switch { SystemKind.Ours or SystemKind.Raw => 2_000, _ => 100 }, 50) : (turn.Kind switch
        {
            SystemKind.Ours or SystemKind.Raw => 50_000,
            SystemKind.Quartz => 3_000,
            _ => 500,
        }, 500);
        samples.Add(new($"{state}, create, 1 client", await Create.RateAsync(system, "one", 1, one), "1/s"));
        var keyed = (ICancels)system;
        await keyed.SaveKeyedAsync(one, Create.Later);
        samples.Add(new($"{state}, cancel by key", await Cancel.RateAsync(keyed, one), "1/s"));
        samples.Add(new($"{state}, throughput", await _throughput.MeasureAsync(turn, system, due), "1/s"));
        return samples;
    }
}
