using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Running;

namespace Scheduling.Simulation.Tests;

internal sealed class SeedsTests
{
    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);

    // Ten parts, so that none is silent for long.
    [Test]
    public void Whole_clusters_keep_their_promises_for_a_day([Range(0, 9)] int part) => Keep(part * 50, 50);

    [Test, Explicit("takes half an hour or more")]
    public void Whole_clusters_keep_their_promises_for_a_day_in_ten_thousand_seeds([Range(0, 99)] int part) => Keep(part * 100, 100);

    [Test]
    public void A_seed_gives_the_same_trace_in_another_process()
    {
        using System.Diagnostics.Process other = new();
        other.StartInfo = new("dotnet", [typeof(Batch).Assembly.Location, "--seed", "3"]) { RedirectStandardOutput = true };
        other.Start();
        var trace = other.StandardOutput.ReadToEnd();
        other.WaitForExit();

        trace.Should().Contain($"hash {SeedRunner.Run(3, s_day, Mutation.None).Hash:x16}");
    }

    private static void Keep(int first, int count)
    {
        Batch batch = new(first, count, s_day, Mutation.None);
        batch.Run(Environment.ProcessorCount);
        TestContext.Out.WriteLine($"{batch.Figures.Simulated.TotalHours:N0} simulated hours, {batch.Figures.Occurrences:N0} occurrences");
        batch.Failed.Should().BeEmpty(
            "nothing may fail; look into the first with: {0}",
            batch.Failed.Select(failed => $"{Report.Replay(failed.Seed, s_day.TotalHours, Mutation.None)} ({failed.Violations[0]})").FirstOrDefault() ?? "");
    }
}
