using FluentAssertions;
using NUnit.Framework;
using Scheduling.Cluster.Tests.Checks;
using Scheduling.Cluster.Tests.Nodes;

namespace Scheduling.Cluster.Tests.Killing;

/// <summary>Nodes that are killed without a warning, one after the other, while schedules are due and are changed.</summary>
public sealed class KillTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(4);

    private static readonly List<TimeSpan> s_unclaimed = [];
    private static readonly List<TimeSpan> s_running = [];
    private static int s_rounds;

    // In parts, so that each is over before it looks as if it hung.
    [Test]
    public Task Fifty_kills_lose_nothing_and_double_nothing([Range(1, 2)] int part) => KillAsync(rounds: 50, seed: Environment.TickCount + part, isLong: false);

    [Test]
    [Explicit("Takes half an hour, and holds the cluster to the times that are promised, which takes a machine that does nothing else.")]
    public Task A_thousand_kills_lose_nothing_and_double_nothing_and_all_is_taken_over_in_time() => KillAsync(rounds: 1000, seed: Environment.TickCount, isLong: true);

    private static async Task KillAsync(int rounds, int seed, bool isLong)
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        using KillRounds killing = new(cluster, seed);
        var start = ClusterFixture.Now;

        await killing.RunAsync(rounds);

        var time = ClusterFixture.Now - start;
        await ClusterFixture.Wait(TimeSpan.FromSeconds(2));
        var until = ClusterFixture.Now;
        await cluster.SettleAsync(until, TimeSpan.FromSeconds(30));
        var history = await killing.ReadAsync();
        var counts = await cluster.Store.CountsAsync();
        (string, DateTimeOffset)[] reference = [.. killing.Load.ToRun(until), .. killing.OneOffs.Where(once => once.IsSaved).Select(once => (once.Id, once.Due))];
        var onceOnly = killing.OneOffs.Select(once => (once.Id, once.Due)).ToHashSet();
        TestContext.Out.WriteLine($"seed {seed}: {rounds} rounds in {time.TotalSeconds:0} s, {time.TotalSeconds / rounds:0.00} s each");
        Print(history, killing, reference.Length);
        LostOccurrences.Of(history, reference).MustBeNone();
        TakeOvers(history, killing);
        s_rounds += rounds;
        Figures unclaimed = new("take-over of an occurrence that was not claimed, after it was due", s_unclaimed);
        Figures running = new("take-over of one in mid-run, after the kill", s_running);
        TestContext.Out.WriteLine($"in {s_rounds} rounds so far: {unclaimed}; {running}");

        Invariants.Of(history).MustBeNone();
        killing.Load.Miscounted(counts).MustBeNone();
        StrayOccurrences.Of(history, (id, occurrence) => id.StartsWith(ChurnClient.Prefix, StringComparison.Ordinal)
            || killing.Load.Has(id, occurrence) || onceOnly.Contains((id, occurrence))).MustBeNone();
        MustBeBounded(unclaimed, running, isLong);
    }

    private static void TakeOvers(History history, KillRounds killing)
    {
        var starts = history.Starts.ToLookup(start => start.ScheduleId);
        s_unclaimed.AddRange(killing.OneOffs
            .Where(once => once is { Kind: OneOffKind.Sleeping } && once.Due > once.KilledAt)
            .Select(once => starts[once.Id].Min(start => start.NodeAt) - once.Due));

        // Of one whose next node was killed too, before it could tell of its start, there is no second attempt to be seen.
        s_running.AddRange(
            from once in killing.OneOffs
            where once is { Kind: OneOffKind.Running, KilledAt: not null }
            from start in starts[once.Id]
            where start.Attempt == 2
            select start.NodeAt - once.KilledAt!.Value);
    }

    private static void Print(History history, KillRounds killing, int reference)
    {
        var runs = history.Attempts().ToList();
        TestContext.Out.WriteLine(
            $"{reference} occurrences had to run, {history.Runs.Count} runs are listed, {runs.Count(run => run.Count > 1)} had several attempts, the most {runs.Max(run => run[^1].Start.Attempt)};"
            + $" {DoubleCompletions.Repeated(history)} handlers ended twice, since their node died before the outcome was recorded");
        TestContext.Out.WriteLine(
            $"{history.Calls.Count} calls of clients, {history.Calls.Count(call => call is { IsStop: true, HasReturned: true })} stops among them;"
            + $" {history.Calls.Count(call => call.Answer is null)} were cut off by a kill, {history.Calls.Count(call => call.Answer?.Error is not null)} threw;"
            + $" {StartsAfterStops.Counted(history)} handlers that a stop had counted as running came to their first line after it;"
            + $" {killing.OneOffs.Count(once => once is { Kind: OneOffKind.Doubtful, IsSaved: false })} saves were cut off");
    }

    // On a machine that does other things too, only the long run is held to the promise.
    private static void MustBeBounded(Figures unclaimed, Figures running, bool isLong)
    {
        unclaimed.Count.Should().BePositive();
        running.Count.Should().BePositive();
        if (isLong)
        {
            unclaimed.P99.Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(3));
            running.Max.Should().BeLessThanOrEqualTo(s_lease + TimeSpan.FromSeconds(3));
        }
        else
        {
            unclaimed.Max.Should().BeLessThan(TimeSpan.FromSeconds(10));
            running.Max.Should().BeLessThan(s_lease + TimeSpan.FromSeconds(10));
        }
    }
}
