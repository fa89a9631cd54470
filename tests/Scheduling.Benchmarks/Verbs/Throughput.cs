using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>
/// Many occurrences are due at one instant, once each, with a handler that does nothing: from the first start to the last completion that is recorded. Peers get fewer, since they would take minutes;
/// what counts is the rate.
/// </summary>
internal sealed class Throughput : IVerb
{
    private const int Tries = 3;

    private readonly Leads _leads = new();

    public string Name => "throughput";

    public string Says => "occurrences that are due at one instant: from the first start to the last completion recorded";

    public async Task RunAsync(Bench bench)
    {
        foreach (var store in bench.Stores(StoreKind.Postgres, StoreKind.Sqlite, StoreKind.Memory))
        {
            await bench.RoundsAsync(store, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire, SystemKind.Raw], async turn =>
            {
                var system = await turn.StartAsync();
                return [new("due at once", await MeasureAsync(turn, system, CountOf(bench, turn)), "1/s")];
            });
        }
    }

    /// <returns>Occurrences a second.</returns>
    public async Task<double> MeasureAsync(Turn turn, ISystem system, int count)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var probe = Probe.Expect(count);
            var due = _leads.DueOf(turn, count);
            var inTime = await _leads.SaveAsync(turn, system, Planned.Many($"due-{attempt}", count, due));
            await probe.AllAsync(due - DateTimeOffset.UtcNow + Bench.Patience);
            await Turn.RecordedAsync(system);
            if (inTime)
            {
                return count / TimeProvider.System.GetElapsedTime(probe.FirstStart).TotalSeconds;
            }
        }

        throw new TimeoutException($"{Tries} times, what was to be due at once was not saved by then.");
    }

    public static int CountOf(Bench bench, Turn turn) => (turn.Kind, turn.Store) switch
    {
        (SystemKind.Hangfire, StoreKind.Postgres) => bench.Count(1_000, 100),
        (SystemKind.Quartz, StoreKind.Postgres) => bench.Count(5_000, 500),
        (SystemKind.Hangfire, _) => bench.Count(20_000, 1_000),
        (_, StoreKind.Sqlite) => bench.Count(20_000, 2_000),
        _ => bench.Count(100_000, 5_000),
    };
}
