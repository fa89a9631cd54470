using FluentAssertions;
using NUnit.Framework;
using Scheduling.Cluster.Tests.Checks;
using Scheduling.Cluster.Tests.Nodes;
using Scheduling.ClusterHost.Effects;
using Scheduling.ClusterHost.Talking;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Cluster.Tests.Freezing;

/// <summary>Nodes that are stopped (SIGSTOP) for longer than their leases hold, and go on (SIGCONT) as if nothing had happened.</summary>
public sealed class FreezeTests
{
    private const int RefusedResult = 1203;

    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(4);

    [Test]
    public async Task The_result_of_a_frozen_node_is_refused_when_its_run_was_taken_over()
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        var nodes = await cluster.StartAsync(3);
        await nodes[0].SaveAsync(Once("stubborn", new(10, FirstMilliseconds: 3_000, IsStubborn: true)));
        var frozenAt = await FreezeInMidRunAsync(nodes[0], "stubborn");
        await cluster.SettleAsync(ClusterFixture.Now, s_lease + TimeSpan.FromSeconds(20));

        await nodes[0].ThawAsync();

        await nodes[0].NextAsync(line => line.LogId == RefusedResult);
        var history = await ReadAsync(cluster, nodes[0], frozenAt);
        Invariants.Of(history).MustBeNone();
        history.Runs.Should().ContainSingle().Which.Should().Match<Records.RunRecord>(run => run.Attempt == 2 && run.State == RunState.Succeeded);
        history.Effects.Where(effect => effect.Kind == EffectKind.Ended).Select(effect => (effect.Attempt, effect.Process == nodes[0].Id)).Should().Equal((2, false), (1, true));
    }

    [Test]
    public async Task The_handler_of_a_frozen_node_is_told_to_stop_when_it_goes_on()
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        var nodes = await cluster.StartAsync(3);
        await nodes[0].SaveAsync(Once("long", new(10, FirstMilliseconds: 600_000)));
        var frozenAt = await FreezeInMidRunAsync(nodes[0], "long");
        await cluster.SettleAsync(ClusterFixture.Now, s_lease + TimeSpan.FromSeconds(20));
        var thawedAt = ClusterFixture.Now;

        await nodes[0].ThawAsync();

        var halted = await nodes[0].NextAsync(line => line.Kind == LineKind.Halted);
        halted.Text.Should().Be("LeaseLost");
        await nodes[0].NextAsync(line => line.LogId == RefusedResult);
        var history = await ReadAsync(cluster, nodes[0], frozenAt);
        Invariants.Of(history).MustBeNone();
        history.Runs.Should().ContainSingle().Which.Should().Match<Records.RunRecord>(run => run.Attempt == 2 && run.State == RunState.Succeeded);
        var takenOver = history.Starts.Single(start => start.Attempt == 2).NodeAt - frozenAt;
        TestContext.Out.WriteLine(
            $"taken over {takenOver.TotalSeconds:0.00} s after the freeze, with a lease of {s_lease.TotalSeconds} s; told to stop {(halted.At - thawedAt).TotalMilliseconds:0.0} ms after it went on");
        takenOver.Should().BeLessThan(s_lease + TimeSpan.FromSeconds(10));
        (halted.At - thawedAt).Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Test]
    public async Task Under_load_each_node_in_turn_is_frozen_beyond_the_lease_and_nothing_is_lost_or_doubled()
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        var nodes = await cluster.StartAsync(3);
        using LoadedCluster load = new(cluster, nodes);
        await load.StartAsync();
        List<(int, DateTimeOffset)> freezes = [];
        foreach (var node in nodes)
        {
            await ClusterFixture.Wait(TimeSpan.FromSeconds(1));
            freezes.Add((node.Id, ClusterFixture.Now));
            await node.FreezeAsync();
            await ClusterFixture.Wait(s_lease + TimeSpan.FromSeconds(2));
            await node.ThawAsync();
        }

        var history = await load.EndAsync() with { Freezes = freezes, Hindered = nodes.Select(node => node.Id).ToHashSet() };

        load.Violations(history).MustBeNone();
        TestContext.Out.WriteLine(load.Summary(history));
    }

    private static PlannedSchedule Once(string id, EffectPayload payload) => new(id, Recurrence.Once(ClusterFixture.Now)) { Payload = payload };

    private static async Task<DateTimeOffset> FreezeInMidRunAsync(ClusterNode node, string id)
    {
        await node.NextAsync(line => line.Kind == LineKind.Started && line.ScheduleId == id);

        // Until what it told of its start is in the table.
        await ClusterFixture.Wait(TimeSpan.FromMilliseconds(500));
        var frozenAt = ClusterFixture.Now;
        await node.FreezeAsync();
        return frozenAt;
    }

    private static async Task<History> ReadAsync(ClusterFixture cluster, ClusterNode frozen, DateTimeOffset frozenAt) =>
        new(await cluster.Effects.ReadAsync(), await cluster.Store.RunsAsync(), [], new Dictionary<int, DateTimeOffset>())
        {
            Freezes = [(frozen.Id, frozenAt)],
            Hindered = new HashSet<int> { frozen.Id },
        };
}
