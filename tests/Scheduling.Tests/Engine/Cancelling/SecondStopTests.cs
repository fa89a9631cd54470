using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.Cancelling;

/// <summary>Whoever stops an id may rely on it, also when there is no schedule left to be stopped.</summary>
internal sealed class SecondStopTests
{
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddMinutes(1);

    [TestCase("caller", "caller")]
    [TestCase("caller", "another")]
    [TestCase("owner", "owner")]
    [TestCase("owner", "caller")]
    public async Task Of_two_deletes_of_one_id_neither_returns_before_its_run_can_not_start_any_more(string first, string second)
    {
        await using var cluster = new Cluster();
        var hosts = new Dictionary<string, EngineHost>
        {
            ["owner"] = await cluster.AddAsync("owner"),
            ["caller"] = await cluster.AddAsync("caller"),
            ["another"] = await cluster.AddAsync("another"),
        };
        var interruption = new Interruption(cluster, hosts["owner"], Point.BeforeTheThread);
        await cluster.SaveAsync(hosts["owner"], "a", Recurrence.Once(s_due));
        await cluster.GoToAsync(s_due);
        interruption.IsReached.Should().BeTrue();

        cluster.Silence(hosts["owner"]);
        var deletes = new[] { hosts[first].Scheduler.DeleteAsync("a"), hosts[second].Scheduler.DeleteAsync("a") };
        await cluster.SettleAsync(() => cluster.Store.Count("stop") == 2 && cluster.Store.Pending == 0);
        await cluster.GoOnAsync(TimeSpan.FromSeconds(5));
        deletes.Should().OnlyContain(delete => !delete.IsCompleted, "the owner has not said a word, and its run may yet start");

        cluster.Revive(hosts["owner"]);
        var results = await cluster.FinishAsync(Task.WhenAll(deletes));
        interruption.Release();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(5));

        results.Should().Equal(new CancelResult(1, 0, 1, 0), new CancelResult(0, 0, 1, 0));
        cluster.Probe.Count.Should().Be(0);
    }

    [Test]
    public async Task A_completed_schedule_whose_run_waits_for_its_retry_never_runs_again_once_it_is_stopped([Values] bool pauses)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        cluster.Probe.Body = _ => throw new InvalidOperationException("Fails.");
        await cluster.SaveAsync(host, "a", Recurrence.Once(s_due));
        await cluster.GoToAsync(s_due);
        (await host.Scheduler.GetAsync("a"))!.State.Should().Be(ScheduleState.Completed);

        var result = await cluster.FinishAsync(pauses ? host.Scheduler.PauseAsync("a") : host.Scheduler.DeleteAsync("a"));
        await cluster.GoOnAsync(TimeSpan.FromHours(1));

        result.Should().Be(new CancelResult(pauses ? 0 : 1, 0, 1, 0));
        cluster.Probe.Count.Should().Be(1);
        cluster.Store.Count("rescue").Should().Be(0);
        if (pauses)
        {
            var schedule = (await host.Scheduler.GetAsync("a"))!;
            (schedule.State, schedule.Counts).Should().Be((ScheduleState.Completed, new OutcomeCounts(0, 0, 1, 0, 0)));
        }
    }
}
