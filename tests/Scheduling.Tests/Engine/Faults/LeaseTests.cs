using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Handlers that outlive their lease, their node, or everybody's patience. The lease is 30 s, renewed every 10 s, trusted for 25 s.</summary>
internal sealed class LeaseTests
{
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddMinutes(1);
    private static readonly Recurrence s_once = Recurrence.Once(s_due);

    [Test]
    public async Task A_handler_longer_than_its_lease_is_renewed_and_not_run_twice()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        cluster.Probe.Body = start => cluster.Probe.WaitAsync(start);
        await cluster.SaveAsync(host, "a", s_once);

        await cluster.GoToAsync(s_due.AddSeconds(125));
        cluster.Store.Count("renew").Should().Be(12);
        cluster.Probe.Release();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        cluster.Probe.Attempts.Should().Equal((s_due, 1));
        cluster.Store.Count("renew").Should().Be(12);
        cluster.Store.Count("rescue").Should().Be(0);
        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task The_run_of_a_vanished_node_is_taken_over_and_its_late_result_is_refused()
    {
        await using var cluster = new Cluster();
        var lost = await cluster.AddAsync("lost");
        var heir = await cluster.AddAsync("heir");
        cluster.Probe.Body = start => start.Node == "lost" ? cluster.Probe.WaitAsync(start, ignoresToken: true) : Task.CompletedTask;
        await cluster.SaveAsync(lost, "a", s_once);
        await cluster.GoUntilAsync(() => cluster.Probe.Count == 1);

        cluster.Silence(lost);
        await cluster.GoToAsync(s_due.AddSeconds(31));
        cluster.Probe.Count.Should().Be(1, "the lease holds, and then the grace");
        await cluster.GoToAsync(s_due.AddSeconds(33));
        cluster.Probe.Attempts.Should().Equal((s_due, 1), (s_due, 2));
        cluster.Probe.Starts.Last().Run.FencingToken.Should().BeGreaterThan(cluster.Probe.Starts.First().Run.FencingToken);
        cluster.Probe.Starts.Last().Run.IdempotencyKey.Should().Be(cluster.Probe.Starts.First().Run.IdempotencyKey);

        cluster.Revive(lost);
        await cluster.SettleAsync(() => cluster.Probe.Starts.First().Token.IsCancellationRequested);
        cluster.Probe.Starts.First().Run.StopReason.Should().Be(StopReason.LeaseLost);
        cluster.Probe.Release();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        lost.Logs.Of(1203).Should().ContainSingle("its result comes too late");
        cluster.Probe.Count.Should().Be(2);
        (await heir.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_handler_is_told_before_its_lease_ends_that_it_could_not_be_renewed()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        cluster.Probe.Body = start => start.Run.Attempt == 1 ? cluster.Probe.WaitAsync(start) : Task.CompletedTask;
        await cluster.SaveAsync(host, "a", s_once);
        await cluster.GoUntilAsync(() => cluster.Probe.Count == 1);
        cluster.Store.Before = operation => operation == "renew" ? throw new TimeoutException("Down.") : Task.CompletedTask;

        await cluster.GoToAsync(s_due.AddSeconds(24));
        cluster.Probe.Last.Token.IsCancellationRequested.Should().BeFalse("the lease is still trusted");
        cluster.Time.SetUtcNow(s_due.AddSeconds(25));
        await cluster.SettleAsync(() => cluster.Probe.Last.Token.IsCancellationRequested);
        cluster.Probe.Last.Run.StopReason.Should().Be(StopReason.LeaseLost);

        await cluster.SettleAsync(() => cluster.Probe.HeldOn("a") == 0);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(2));
        cluster.Probe.Attempts.Should().Equal((s_due, 1), (s_due, 2));
        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_run_that_takes_its_nodes_down_ends_as_failed([Values(1, 2, 3)] int poisonAfter)
    {
        await using var cluster = new Cluster();
        cluster.Probe.Body = start => cluster.Probe.WaitAsync(start, ignoresToken: true);
        for (var node = 1; node <= poisonAfter; node++)
        {
            var host = await cluster.AddAsync($"n{node}", o => o.PoisonAfter = poisonAfter);
            if (node == 1)
            {
                await cluster.SaveAsync(host, "a", s_once);
            }

            await cluster.GoUntilAsync(() => cluster.Probe.Count == node);
            cluster.Silence(host);
        }

        var last = await cluster.AddAsync("last", o => o.PoisonAfter = poisonAfter);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        cluster.Probe.Count.Should().Be(poisonAfter);
        var stored = (await last.Scheduler.GetAsync("a"))!;
        stored.Counts.Should().Be(new OutcomeCounts(0, 1, 0, 0, 0));
        stored.LastError.Should().Contain("poisoned");
        last.Logs.Of(1204).Should().ContainSingle();
    }

    [Test]
    public async Task A_handler_that_hangs_and_does_not_listen_holds_up_nobody_and_not_its_own_chain()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        cluster.Probe.Body = start => start.Run.ScheduleId == "hangs" ? cluster.Probe.WaitAsync(start, ignoresToken: true) : Task.CompletedTask;
        await cluster.SaveAsync(host, "hangs");
        await cluster.SaveAsync(host, "other");

        await cluster.GoToAsync(EngineHost.Start.AddMinutes(5));

        cluster.Probe.Starts.Count(start => start.Run.ScheduleId == "other").Should().Be(5);
        cluster.Probe.Starts.Count(start => start.Run.ScheduleId == "hangs").Should().Be(1);
        (await host.Scheduler.GetAsync("hangs"))!.Counts.Should().Be(new OutcomeCounts(0, 0, 0, 4, 0));
        (await cluster.FinishAsync(host.Scheduler.DeleteAsync("hangs"))).Should().Be(new CancelResult(1, 0, 0, 1));
    }

    [Test]
    public async Task A_handler_that_throws_is_tried_again_after_the_stored_delay_and_its_last_failure_is_the_outcome()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", configureJob: job => job.Retry(3, TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1)));
        cluster.Probe.Body = start => throw new InvalidOperationException($"Failure {start.Run.Attempt}.");
        await cluster.SaveAsync(host, "a", s_once);

        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        cluster.Probe.Attempts.Should().Equal((s_due, 1), (s_due, 2), (s_due, 3));
        var at = cluster.Probe.Starts.Select(start => start.At).ToArray();
        (at[1] - at[0]).Should().BeCloseTo(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2));
        (at[2] - at[1]).Should().BeCloseTo(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(4));
        var stored = (await host.Scheduler.GetAsync("a"))!;
        stored.Counts.Should().Be(new OutcomeCounts(0, 1, 0, 0, 0));
        stored.LastOutcome.Should().Be(RunOutcome.Failed);
        stored.LastError.Should().Contain("Failure 3.");
    }

    [Test]
    public async Task A_handler_that_blocks_its_thread_holds_up_nobody()
    {
        using var blocked = new ManualResetEventSlim();
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", jobs: b => b
            .AddJob(Cluster.Job, (run, token) =>
            {
                cluster.HeldLaunches++;
                cluster.Changed();
                blocked.Wait(CancellationToken.None);
                return Task.CompletedTask;
            })
            .AddJob("other", (run, token) => cluster.Probe.RunAsync("a", run, token)));
        host.Runner.Launch = static work => ThreadPool.UnsafeQueueUserWorkItem(static w => w(), work, preferLocal: false);
        await cluster.SaveAsync(host, "blocks", s_once);
        await host.Scheduler.SaveAsync(new ScheduleDefinition("other", "other", Recurrence.Cron("* * * * *")));

        await cluster.GoToAsync(EngineHost.Start.AddMinutes(4));
        cluster.Probe.Count.Should().Be(4);
        cluster.Store.Count("renew").Should().BeGreaterThan(10, "the blocked run keeps its lease");

        cluster.HeldLaunches--;
        blocked.Set();
        await cluster.SettleAsync();
        (await host.Scheduler.GetAsync("blocks"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }
}
