using System.Diagnostics;
using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Servers;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Verbs;

/// <summary>
/// What a system costs while 1,000 schedules sleep: statements, and seconds of the processor that its process and the database's statements take, extrapolated from a window to a day. Peers both as
/// they are shipped and as they are set up for speed in the other verbs.
/// </summary>
internal sealed class Idle : IVerb
{
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(5);

    public string Name => "idle";

    public string Says => "statements and seconds of the processor a day, while 1,000 schedules sleep";

    public async Task RunAsync(Bench bench)
    {
        foreach (var store in bench.Stores(StoreKind.Postgres))
        {
            await bench.UsePostgresAsync();
            var window = TimeSpan.FromSeconds(bench.Options.Quick ? 10 : 120);
            SystemKind[] systems = [SystemKind.Ours, SystemKind.Quartz, SystemKind.Hangfire, SystemKind.Poller];
            await bench.RoundsAsync(store, systems, turn => MeasureAsync(bench, turn, window, isTuned: false));
            await bench.RoundsAsync(store, systems[..3], turn => MeasureAsync(bench, turn, window, isTuned: true));
        }
    }

    private static async Task<IReadOnlyList<Sample>> MeasureAsync(Bench bench, Turn turn, TimeSpan window, bool isTuned)
    {
        var system = await turn.StartAsync(turn.Setup with { IsTuned = isTuned });
        await system.SaveManyAsync(Planned.Many("asleep", bench.Count(1_000, 100), Create.Later));
        await turn.SettleAsync();
        await Task.Delay(s_settling, TimeProvider.System);
        using var process = Process.GetCurrentProcess();
        var (statements, milliseconds) = await Databases.StatementsAsync(turn.Connection);
        var cpu = process.TotalProcessorTime;
        var started = TimeProvider.System.GetTimestamp();
        await Task.Delay(window, TimeProvider.System);
        process.Refresh();
        var cpuSince = process.TotalProcessorTime - cpu;
        var days = TimeProvider.System.GetElapsedTime(started).TotalDays;
        var (statementsSince, millisecondsSince) = await Databases.StatementsAsync(turn.Connection);
        var setUp = isTuned ? "set up for speed" : "as shipped";
        return
        [
            new($"statements, {setUp}", (statementsSince - statements) / days, "1/day"),
            new($"processor, process, {setUp}", cpuSince.TotalSeconds / days, "s/day"),
            new($"time of statements, {setUp}", (millisecondsSince - milliseconds) / 1_000 / days, "s/day"),
        ];
    }
}
