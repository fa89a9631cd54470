using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Engine.Cancelling;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>A host that stops while something is open.</summary>
internal sealed class GracefulStopTests
{
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddMinutes(1);

    [Test]
    public async Task Running_handlers_are_let_end([Values] bool isBusDown)
    {
        await using var cluster = new Cluster();
        cluster.Wire.Subscribing = () => { if (isBusDown) { throw new TimeoutException("Down."); } };
        var host = await cluster.AddAsync("a");
        cluster.Probe.Body = start => cluster.Probe.WaitAsync(start);
        await cluster.SaveAsync(host, "a", Recurrence.Once(s_due));
        await cluster.GoUntilAsync(() => cluster.Probe.Count == 1);

        var stopping = host.StopAsync();
        await cluster.GoOnAsync(TimeSpan.FromSeconds(19));
        stopping.IsCompleted.Should().BeFalse("a handler runs");
        cluster.Probe.Last.Token.IsCancellationRequested.Should().BeFalse();
        cluster.Probe.Release();
        await cluster.FinishAsync(stopping);

        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task What_was_claimed_and_not_started_is_handed_back_and_run_elsewhere_at_once([Values] bool elsewhereIsThere)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var way = new Interruption(cluster, host, Point.BeforeTheThread);
        var other = elsewhereIsThere ? await cluster.AddAsync("b") : null;
        await cluster.SaveAsync(host, "a", Recurrence.Once(s_due));
        await cluster.GoUntilAsync(() => way.IsReached);

        await cluster.FinishAsync(host.StopAsync());
        other ??= await cluster.AddAsync("b");
        await cluster.SettleAsync(() => cluster.Probe.Count == 1);

        (cluster.Probe.Last.Node, cluster.Probe.Last.At, cluster.Probe.Last.Run.Attempt).Should().Be(("b", s_due, 2));
        way.Release();
        await cluster.SettleAsync();
        cluster.Probe.Count.Should().Be(1);
        (await other.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_handler_that_outlasts_the_drain_is_told_and_its_run_is_taken_up_elsewhere()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.AddAsync("b");
        cluster.Probe.Body = start => start.Node == "a" ? cluster.Probe.WaitAsync(start) : Task.CompletedTask;
        await cluster.SaveAsync(host, "a", Recurrence.Once(s_due));
        await cluster.GoUntilAsync(() => cluster.Probe.Count == 1);

        var stopping = host.StopAsync();
        await host.Sleeper.WokenOnceAsync();
        await cluster.GoToAsync(s_due.AddSeconds(20));
        await cluster.FinishAsync(stopping);
        await cluster.SettleAsync();

        cluster.Probe.Starts.First().Run.StopReason.Should().Be(StopReason.HostStopping);
        cluster.Probe.Attempts.Should().Equal((s_due, 1), (s_due, 2));
        (cluster.Probe.Last.Node, cluster.Probe.Last.At).Should().Be(("b", s_due.AddSeconds(20)));
    }

    [Test]
    public async Task A_stop_without_a_start_and_a_second_stop_do_nothing()
    {
        await using var cluster = new Cluster();
        await cluster.Create("never").StopAsync();
        var host = await cluster.AddAsync("a");

        await cluster.FinishAsync(host.StopAsync());
        await cluster.FinishAsync(host.StopAsync());

        host.Logs.Of(1002).Should().ContainSingle();
    }

    [Test]
    public async Task A_stop_while_the_store_is_down_ends_when_the_hosts_patience_does()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        cluster.Store.Before = operation => operation == "finish" ? throw new TimeoutException("Down.") : Task.CompletedTask;
        await cluster.SaveAsync(host, "a", Recurrence.Once(s_due));
        await cluster.GoUntilAsync(() => cluster.Probe.Count == 1);
        using var patience = new CancellationTokenSource();

        var stopping = host.StopAsync(patience.Token);
        await host.Sleeper.WokenOnceAsync();
        await cluster.GoOnAsync(TimeSpan.FromSeconds(25));
        stopping.IsCompleted.Should().BeFalse("the result is not stored");
        await patience.CancelAsync();
        await cluster.FinishAsync(stopping);

        host.Logs.Of(1404).Should().ContainSingle();
    }
}
