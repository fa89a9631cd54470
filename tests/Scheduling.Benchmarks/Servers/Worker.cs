using Scheduling.Benchmarks.Cli;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Systems;

namespace Scheduling.Benchmarks.Servers;

/// <summary>What the program is for <see cref="WorkerProcess"/>.</summary>
internal static class Worker
{
    public const string Verb = "worker";
    public const string Ready = "ready";

    /// <param name="options">The system, the connection string and the bus stand behind the options.</param>
    public static async Task RunAsync(BenchOptions options)
    {
        var probe = Probe.Expect(1);
        SystemSetup setup = new(StoreKind.Postgres, options.Rest[1], options.Slots) { Redis = options.Rest[2] is { Length: > 0 } redis ? redis : null };
        await using var system = SystemFactory.Create(Enum.Parse<SystemKind>(options.Rest[0], ignoreCase: true), setup);
        await system.StartAsync();
        Console.WriteLine(Ready);
        _ = TellFirstStartAsync(probe);
        await Console.In.ReadToEndAsync();
    }

    private static async Task TellFirstStartAsync(Probe probe)
    {
        await probe.AllAsync(TimeSpan.FromDays(1));
        Console.WriteLine(DateTimeOffset.UtcNow.UtcTicks);
    }
}
