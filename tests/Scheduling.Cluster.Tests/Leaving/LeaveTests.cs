using FluentAssertions;
using NUnit.Framework;
using Scheduling.Cluster.Tests.Checks;
using Scheduling.Cluster.Tests.Nodes;
using Scheduling.ClusterHost.Effects;
using Scheduling.ClusterHost.Talking;
using Scheduling.Schedules;

namespace Scheduling.Cluster.Tests.Leaving;

/// <summary>Nodes that stop in good order: what they leave behind is taken over at once.</summary>
public sealed class LeaveTests
{
    [Test]
    public async Task Wake_ups_of_a_node_that_leaves_are_taken_over_without_a_grace()
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        var nodes = await cluster.StartAsync(3, configure: options => options.Grace = TimeSpan.FromSeconds(3));
        var due = ClusterFixture.Now + TimeSpan.FromSeconds(3);
        PlannedSchedule[] schedules = [.. Enumerable.Range(0, 200).Select(i => new PlannedSchedule($"left-{i}", Recurrence.Once(due + (i * TimeSpan.FromMilliseconds(10)))))];
        await nodes[0].SaveAsync(schedules);

        await nodes[0].StopAsync();

        ClusterFixture.Now.Should().BeBefore(due, "it has to be gone before anything is due");
        await cluster.SettleAsync(due + TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(20));
        var starts = (await cluster.Effects.ReadAsync()).Where(effect => effect.Kind == EffectKind.Started).ToList();
        Figures late = new("start of what a node has left, after it was due", starts.Select(start => start.NodeAt - start.Occurrence));
        TestContext.Out.WriteLine($"{late}; by {starts.Select(start => start.Process).Distinct().Count()} nodes");
        starts.Should().HaveCount(200).And.OnlyContain(start => start.Process != nodes[0].Id);
        late.P99.Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task A_run_that_a_leaving_node_hands_back_is_taken_up_at_once()
    {
        await using var cluster = await ClusterFixture.CreateAsync();
        var nodes = await cluster.StartAsync(3, configure: options => (options.Drain, options.Lease) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)));
        await nodes[0].SaveAsync([.. Enumerable.Range(0, 20).Select(i => new PlannedSchedule($"run-{i}", Recurrence.Once(ClusterFixture.Now)) { Payload = new(10, FirstMilliseconds: 600_000) })]);
        for (var i = 0; i < 20; i++)
        {
            await nodes[0].NextAsync(line => line.Kind == LineKind.Started && line.ScheduleId == $"run-{i}");
        }

        await nodes[0].StopAsync();

        await cluster.SettleAsync(ClusterFixture.Now, TimeSpan.FromSeconds(20));
        History history = new(await cluster.Effects.ReadAsync(), await cluster.Store.RunsAsync(), [], new Dictionary<int, DateTimeOffset>());
        Invariants.Of(history).MustBeNone();
        Figures gaps = new("next attempt of a run that was handed back, after it had stopped", history.Attempts().Select(run => run[1].Start.NodeAt - run[0].End!.NodeAt));
        TestContext.Out.WriteLine(gaps);
        gaps.Count.Should().Be(20);
        gaps.P99.Should().BeLessThan(TimeSpan.FromSeconds(5), "the lease is 30 s");
    }
}
