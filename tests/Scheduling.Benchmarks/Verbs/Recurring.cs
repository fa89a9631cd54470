using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>
/// 1,000 schedules are due with each second of a minute: the share of the runs that have happened by two seconds after it, and how late they were. Hangfire and Coravel do not tell a handler
/// when it was due; its lateness is that after the last whole second.
/// </summary>
internal sealed class Recurring : IVerb
{
    private const int Schedules = 1_000;

    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_after = TimeSpan.FromSeconds(2);

    public string Name => "recurring";

    public string Says => "1,000 schedules every second for a minute: the share of runs that happened, and how late";

    public async Task RunAsync(Bench bench)
    {
        foreach (var store in bench.Stores(StoreKind.Postgres, StoreKind.Sqlite, StoreKind.Memory))
        {
            await bench.RoundsAsync(store, [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire, SystemKind.Coravel], async turn =>
            {
                var seconds = bench.Options.Quick ? 5 : 60;
                var count = bench.Count(Schedules, 100);
                var system = await turn.StartAsync();
                Probe.Expect(0);
                await ((IRecurs)system).SaveRecurringAsync(count);

                // What piled up while they were saved is no part of the minute.
                await Task.Delay(s_settling, TimeProvider.System);
                var probe = Probe.Expect(count * (seconds + 10));
                var now = DateTimeOffset.UtcNow;
                var first = now.AddTicks(TimeSpan.TicksPerSecond - (now.Ticks % TimeSpan.TicksPerSecond));
                var end = first.AddSeconds(seconds);
                await Task.Delay(end + s_after - now, TimeProvider.System);
                double[] late = [.. probe.Firings.Where(firing => firing.Due >= first && firing.Due < end).Select(firing => firing.Lateness.TotalMilliseconds)];
                Sample share = new("share of the expected runs", 100.0 * late.Length / (count * seconds), "%");
                return late.Length == 0 ? [share] : [share, new("lateness, p50", Statistics.Percentile(late, 0.5), "ms"), new("lateness, p99", Statistics.Percentile(late, 0.99), "ms")];
            });
        }
    }
}
