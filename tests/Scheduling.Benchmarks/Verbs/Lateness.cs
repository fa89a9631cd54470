using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>
/// How long after their time handlers start, of occurrences spread over some seconds: on an idle process, beside 1,000 other runs a second, and among many that sleep. What has not run long after
/// its time counts as late as that.
/// </summary>
internal sealed class Lateness : IVerb
{
    private const int PerSecond = 1_000;

    // The measured ones are told apart from the load by their times: half a millisecond beside it.
    private static readonly TimeSpan s_beside = TimeSpan.FromMicroseconds(500);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Leads _leads = new();

    public string Name => "lateness";

    public string Says => "from due to the handler's start: 100 occurrences over 20 s; idle, beside 1,000 runs a second, among 1,000,000 that sleep";

    public async Task RunAsync(Bench bench)
    {
        foreach (var store in bench.Stores(StoreKind.Postgres, StoreKind.Sqlite, StoreKind.Memory))
        {
            await bench.RoundsAsync(store, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire, SystemKind.Poller], turn => MeasureAsync(bench, turn, "idle", 0));
            await bench.RoundsAsync(store, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire], turn => MeasureAsync(bench, turn, "1,000 runs/s", PerSecond));
        }

        if (bench.Stores(StoreKind.Postgres).Any())
        {
            var stored = bench.Count(1_000_000, 10_000);
            await bench.RoundsAsync(StoreKind.Postgres, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire], async turn =>
            {
                await ((IStocks)await turn.StartAsync()).StockAsync(stored);
                await turn.StopAsync();
                return await MeasureAsync(bench, turn, $"{stored:N0} stored", 0);
            });
        }
    }

    private async Task<IReadOnlyList<Sample>> MeasureAsync(Bench bench, Turn turn, string state, int perSecond)
    {
        var (count, seconds) = bench.Options.Quick ? (25, 5) : (100, 20);
        var system = await turn.StartAsync();
        var load = perSecond * seconds;
        var first = Whole(_leads.DueOf(turn, count + load));
        var step = TimeSpan.FromSeconds(seconds) / count;
        Planned[] measured = [.. Enumerable.Range(0, count).Select(i => new Planned($"measured-{i}", first + (i * step) + s_beside))];
        Planned[] others = [.. Enumerable.Range(0, load).Select(i => new Planned($"load-{i}", first + TimeSpan.FromSeconds((double)i / perSecond)))];
        var probe = Probe.Expect(count + load);
        if (!await _leads.SaveAsync(turn, system, [.. measured, .. others]))
        {
            throw new TimeoutException("What was to be due was not saved by then. The next run knows how long that takes.");
        }

        var end = first + TimeSpan.FromSeconds(seconds) + (turn.Kind == SystemKind.Poller ? TimeSpan.FromMinutes(2) : s_patience);
        try
        {
            await probe.AllAsync(end - DateTimeOffset.UtcNow);
        }
        catch (TimeoutException)
        {
            // It counts as late as it is by now.
        }

        var ran = probe.Firings.ToLookup(firing => Microseconds(firing.Due), firing => firing.Lateness.TotalMilliseconds);
        double[] late = [.. measured.Select(one => ran[Microseconds(one.Due)].FirstOrDefault((end - one.Due).TotalMilliseconds))];
        return
        [
            new($"{state}, p50", Statistics.Percentile(late, 0.5), "ms"),
            new($"{state}, p99", Statistics.Percentile(late, 0.99), "ms"),
            new($"{state}, earliest", late.Min(), "ms"),
        ];
    }

    private static long Microseconds(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset Whole(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));
}
