using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Scheduling.Benchmarks.Cli;

namespace Scheduling.Benchmarks.Micro;

/// <summary>The hot pieces alone, with BenchmarkDotNet.</summary>
internal static class MicroBenchmarks
{
    public static void Run(BenchOptions options)
    {
        // In this process: no project is made and built for each benchmark. --quick takes seconds, and its figures are rough.
        var job = (options.Quick ? Job.ShortRun : Job.MediumRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = DefaultConfig.Instance.AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).HideColumns(Column.Error, Column.RatioSD)
            .WithArtifactsPath(Path.Combine("artifacts", "benchmarks"));
        string[] filter = options.Rest.Count > 0 ? [.. options.Rest] : ["--filter", "*"];
        BenchmarkSwitcher.FromAssembly(typeof(NextBenchmarks).Assembly).Run(filter, config);
    }
}
