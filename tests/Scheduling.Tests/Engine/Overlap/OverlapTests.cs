using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.Overlap;

/// <summary>What becomes of occurrences that fall due while an earlier run is open, on two nodes. A schedule is due every minute.</summary>
internal sealed class OverlapTests
{
    private static readonly DateTimeOffset s_first = EngineHost.Start.AddMinutes(1);

    [TestCase(OverlapPolicy.Skip, 1, 3)]
    [TestCase(OverlapPolicy.BufferOne, 2, 2)]
    [TestCase(OverlapPolicy.BufferAll, 3, 1)]
    public async Task What_is_buffered_runs_when_the_earlier_run_has_ended_and_the_rest_is_skipped(OverlapPolicy policy, int ran, int skipped)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        cluster.Probe.Body = start => start.Sequence == 1 ? cluster.Probe.WaitAsync(start) : Task.CompletedTask;
        await SaveAsync(cluster, host, policy, bufferLimit: 2);
        await cluster.GoToAsync(s_first.AddMinutes(3.5));
        cluster.Probe.Starts.Should().ContainSingle();

        cluster.Probe.Release();
        await cluster.SettleAsync();

        cluster.Probe.Attempts.Should().Equal(Enumerable.Range(0, ran).Select(minute => (s_first.AddMinutes(minute), 1)));
        cluster.Probe.Starts.Skip(1).Where(start => start.Node != "a" || start.At != cluster.Now).Should().BeEmpty("who ends a run takes up the next one at once");
        (await host.Scheduler.GetAsync("s"))!.Counts.Should().Be(new OutcomeCounts(ran, 0, 0, skipped, 0));
    }

    [Test]
    public async Task The_earlier_run_is_cancelled_on_whichever_node_it_runs()
    {
        await using var cluster = new Cluster();
        var runner = await cluster.AddAsync("runner");
        var claimer = await cluster.AddAsync("claimer");
        cluster.Probe.Body = start => cluster.Probe.WaitAsync(start);
        await SaveAsync(cluster, runner, OverlapPolicy.CancelOther);
        await cluster.GoToAsync(s_first);
        await cluster.FinishAsync(claimer.Scheduler.SaveAsync(Definition(OverlapPolicy.CancelOther) with { Note = "changed, and owned, by the other" }));

        await cluster.GoToAsync(s_first.AddMinutes(1));
        await cluster.SettleAsync(() => cluster.Probe.Count == 2);

        var starts = cluster.Probe.Starts.ToArray();
        starts.Select(start => (start.Node, start.Run.Occurrence)).Should().Equal(("runner", s_first), ("runner", s_first.AddMinutes(1)));
        starts[0].Run.StopReason.Should().Be(StopReason.Cancelled);
        starts[1].At.Should().Be(s_first.AddMinutes(1));
        (await runner.Scheduler.GetAsync("s"))!.Counts.Should().Be(new OutcomeCounts(0, 0, 1, 0, 0));
    }

    [Test]
    public async Task A_handler_that_ignores_its_token_holds_the_next_one_back()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        cluster.Probe.Body = start => cluster.Probe.WaitAsync(start, ignoresToken: start.Sequence == 1);
        await SaveAsync(cluster, host, OverlapPolicy.CancelOther);
        await cluster.GoToAsync(s_first.AddMinutes(2.5));
        cluster.Probe.Starts.Should().ContainSingle();

        cluster.Probe.Release();
        await cluster.GoUntilAsync(() => cluster.Probe.Count == 2);

        cluster.Probe.Last.Run.Occurrence.Should().Be(s_first.AddMinutes(2), "it has taken the place of the one that waited");
        cluster.Probe.Last.At.Should().Be(s_first.AddMinutes(2.5));
    }

    [Test]
    public async Task What_a_vanished_node_has_buffered_runs_in_order_after_its_open_run()
    {
        await using var cluster = new Cluster();
        var lost = await cluster.AddAsync("lost");
        var heir = await cluster.AddAsync("heir");
        cluster.Probe.Body = start => start.Node == "lost" ? cluster.Probe.WaitAsync(start) : Task.CompletedTask;
        await SaveAsync(cluster, lost, OverlapPolicy.BufferAll, bufferLimit: 2);
        await cluster.GoToAsync(s_first.AddMinutes(2.2));
        (await heir.ListRunsAsync(new() { State = RunState.Buffered })).Should().HaveCount(2);

        cluster.Silence(lost);
        await cluster.GoToAsync(s_first.AddMinutes(4));

        cluster.Probe.Starts.Skip(1).Select(start => (start.Node, start.Run.Occurrence, start.Run.Attempt)).Should().StartWith(
        [
            ("heir", s_first, 2), ("heir", s_first.AddMinutes(1), 1), ("heir", s_first.AddMinutes(2), 1), ("heir", s_first.AddMinutes(3), 1),
        ]);
        cluster.LetGo = () => cluster.Revive(lost);
    }

    [Test]
    public async Task A_node_that_ends_a_run_and_does_not_live_to_tell_leaves_the_buffered_one_to_others()
    {
        await using var cluster = new Cluster();
        var lost = await cluster.AddAsync("lost");
        await cluster.AddAsync("heir");
        cluster.Probe.Body = start => start.Sequence == 1 ? cluster.Probe.WaitAsync(start) : Task.CompletedTask;
        await SaveAsync(cluster, lost, OverlapPolicy.BufferOne);
        await cluster.GoToAsync(s_first.AddMinutes(1.1));
        cluster.Store.After = operation =>
        {
            if (operation == "finish")
            {
                cluster.Silence(lost);
                throw new TimeoutException("It was done, and nobody was told.");
            }

            return Task.CompletedTask;
        };

        cluster.Probe.Release();
        await cluster.GoUntilAsync(() => cluster.Probe.Count == 2);

        var start = cluster.Probe.Last;
        (start.Node, start.Run.Occurrence).Should().Be(("heir", s_first.AddMinutes(1)));
        (start.At - s_first.AddMinutes(1)).Should().BeLessThan(TimeSpan.FromSeconds(33), "it is looked at a lease after it was buffered, and then the grace");

        cluster.Store.After = static _ => Task.CompletedTask;
        cluster.Revive(lost);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(1));
        cluster.Probe.Attempts.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task No_buffered_run_starts_after_a_delete([Values] bool isOnOtherNode)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var other = await cluster.AddAsync("b");
        cluster.Probe.Body = start => cluster.Probe.WaitAsync(start);
        await SaveAsync(cluster, host, OverlapPolicy.BufferAll, bufferLimit: 5);
        await cluster.GoToAsync(s_first.AddMinutes(2.5));

        var result = await cluster.FinishAsync((isOnOtherNode ? other : host).Scheduler.DeleteAsync("s"));
        await cluster.SettleAsync(() => cluster.Probe.HeldOn("a") == 0);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        result.Should().Be(new CancelResult(1, 0, 2, 1));
        cluster.Probe.Starts.Should().ContainSingle();
        (await host.ListRunsAsync()).Select(run => run.State).Should().AllBeEquivalentTo(RunState.Cancelled).And.HaveCount(3);
    }

    [Test]
    public async Task Waiting_for_a_long_run_costs_a_look_for_each_lease_at_the_most()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        cluster.Probe.Body = start => cluster.Probe.WaitAsync(start);
        await SaveAsync(cluster, host, OverlapPolicy.BufferOne, recurrence: Recurrence.Cron("1,2 0 * * *"));
        await cluster.GoToAsync(s_first.AddMinutes(1));
        var before = cluster.Store.Count("rescue");

        await cluster.GoOnAsync(TimeSpan.FromMinutes(10));

        (cluster.Store.Count("rescue") - before).Should().BeLessThanOrEqualTo(20, "the lease is 30 s");
        cluster.Probe.Starts.Should().ContainSingle();
    }

    private static ScheduleDefinition Definition(OverlapPolicy policy) => new("s", Cluster.Job, Recurrence.Cron("* * * * *")) { Overlap = policy };

    private static Task<Schedule> SaveAsync(Cluster cluster, EngineHost host, OverlapPolicy policy, int bufferLimit = 100, Recurrence? recurrence = null)
    {
        var definition = Definition(policy) with { BufferLimit = bufferLimit };
        return cluster.FinishAsync(host.Scheduler.SaveAsync(recurrence is null ? definition : definition with { Recurrence = recurrence }));
    }
}
