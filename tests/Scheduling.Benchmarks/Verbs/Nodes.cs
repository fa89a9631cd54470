using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Servers;
using Scheduling.Benchmarks.Systems;
using Scheduling.TestKit.Servers;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>
/// Throughput of 1, 2 and 4 processes on one database, which hear of each other through Redis where they can. This process saves and runs nothing; the time goes from the first start in any of them to the
/// last completion that is recorded.
/// </summary>
internal sealed class Nodes : IVerb
{
    private readonly Leads _leads = new();

    public string Name => "nodes";

    public string Says => "throughput of 1, 2 and 4 processes on one database";

    public async Task RunAsync(Bench bench)
    {
        foreach (var store in bench.Stores(StoreKind.Postgres))
        {
            await using var redis = await RedisProcess.StartAsync();
            foreach (var nodes in new[] { 1, 2, 4 })
            {
                await bench.RoundsAsync(store, [SystemKind.Ours, SystemKind.Quartz], async turn =>
                    [new($"{nodes} {(nodes == 1 ? "process" : "processes")}", await MeasureAsync(turn, nodes, Throughput.CountOf(bench, turn), redis.ConnectionString), "1/s")]);
            }
        }
    }

    private async Task<double> MeasureAsync(Turn turn, int nodes, int count, string redis)
    {
        var setup = turn.Setup with { Redis = redis };
        var system = await turn.StartAsync(setup with { OnlySaves = true });
        List<WorkerProcess> workers = [];
        try
        {
            for (var i = 0; i < nodes; i++)
            {
                workers.Add(await WorkerProcess.StartAsync(turn.Kind.ToString(), setup));
            }

            var due = _leads.DueOf(turn, count);
            if (!await _leads.SaveAsync(turn, system, Planned.Many("due", count, due)))
            {
                throw new TimeoutException("What was to be due was not saved by then. The next run knows how long that takes.");
            }

            var first = await Task.WhenAny(workers.Select(worker => worker.FirstStart)).Unwrap();
            await Turn.RecordedAsync(system);
            return count / (DateTimeOffset.UtcNow - first).TotalSeconds;
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }
}
