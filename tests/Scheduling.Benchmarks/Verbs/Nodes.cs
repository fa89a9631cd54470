using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Servers;
using Scheduling.Benchmarks.Systems;
using Scheduling.TestKit.Servers;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>
/// Throughput of 1, 2 and 4 processes on one database, which hear of each other through Redis where they can. This process saves and runs nothing; the time goes from the instant at which all are due
/// to the last completion that is recorded.
/// </summary>
internal sealed class Nodes : IVerb
{
    private const int Tries = 3;

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

            for (var attempt = 1; attempt <= Tries; attempt++)
            {
                var due = _leads.DueOf(turn, count);
                var inTime = await _leads.SaveAsync(turn, system, Planned.Many($"due-{attempt}", count, due));
                if (due - DateTimeOffset.UtcNow is { Ticks: > 0 } wait)
                {
                    await Task.Delay(wait, TimeProvider.System);
                }

                await Turn.RecordedAsync(system);
                if (inTime)
                {
                    return count / (DateTimeOffset.UtcNow - due).TotalSeconds;
                }
            }

            throw new TimeoutException($"{Tries} times, what was to be due at once was not saved by then.");
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
