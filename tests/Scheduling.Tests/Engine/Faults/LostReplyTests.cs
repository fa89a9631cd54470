using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>A store that throws before or after it has carried an operation out, once or for a while.</summary>
internal sealed class LostReplyTests
{
    private static readonly Recurrence s_once = Recurrence.Once(EngineHost.Start.AddMinutes(1));

    [Test]
    public async Task An_occurrence_runs_and_is_counted_exactly_once_when_one_answer_is_lost(
        [Values("claim", "finish", "rescue")] string operation, [Values] bool isCarriedOut)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        cluster.Probe.Body = start => operation == "rescue" && start.Run.Attempt == 1 ? throw new InvalidOperationException("Fails.") : Task.CompletedTask;
        FailOnce(cluster, operation, isCarriedOut);
        await cluster.SaveAsync(host, "a");

        await cluster.GoToAsync(EngineHost.Start.AddSeconds(110));

        var minute = EngineHost.Start.AddMinutes(1);
        cluster.Probe.Attempts.Should().Equal(operation == "rescue" ? [(minute, 1), (minute, 2)] : [(minute, 1)]);
        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
        host.Logs.Of(1201).Should().ContainSingle();
        host.Logs.Of(1202).Should().ContainSingle();
    }

    [Test]
    public async Task A_retry_comes_although_the_answer_to_its_recording_was_lost([Values] bool isCarriedOut)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        cluster.Probe.Body = start => start.Run.Attempt == 1 ? throw new InvalidOperationException("Fails.") : Task.CompletedTask;
        FailOnce(cluster, "finish", isCarriedOut);
        await cluster.SaveAsync(host, "a", s_once);

        await cluster.GoOnAsync(TimeSpan.FromMinutes(3));

        cluster.Probe.Attempts.Select(attempt => attempt.Attempt).Should().Equal(1, 2);
        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_save_whose_answer_is_lost_throws_and_still_fires()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        FailOnce(cluster, "save", isCarriedOut: true);

        await cluster.Awaiting(c => c.SaveAsync(host, "a", s_once)).Should().ThrowAsync<TimeoutException>();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(2));

        cluster.Probe.Attempts.Should().Equal((EngineHost.Start.AddMinutes(1), 1));
        cluster.Probe.Last.At.Should().Be(EngineHost.Start.AddMinutes(1));
    }

    [Test]
    public async Task A_save_that_was_not_carried_out_throws_and_costs_one_statement()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        FailOnce(cluster, "save", isCarriedOut: false);

        await cluster.Awaiting(c => c.SaveAsync(host, "a", s_once)).Should().ThrowAsync<TimeoutException>();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(10));

        cluster.Probe.Count.Should().Be(0);
        cluster.Store.Calls.Should().Equal("open", "window", "save", "due");
    }

    [Test]
    public async Task A_stop_whose_answer_is_lost_throws_and_nothing_runs_all_the_same([Values] bool pauses)
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "a");
        FailOnce(cluster, "stop", isCarriedOut: true);

        await cluster.Awaiting(c => c.FinishAsync(pauses ? host.Scheduler.PauseAsync("a") : host.Scheduler.DeleteAsync("a")))
            .Should().ThrowAsync<TimeoutException>();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(10));

        cluster.Probe.Count.Should().Be(0);
        cluster.Store.Count("claim").Should().Be(1, "the wake-up that was left costs one statement");
    }

    [Test]
    public async Task A_stop_that_was_not_carried_out_throws_and_the_schedule_goes_on()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "a");
        FailOnce(cluster, "stop", isCarriedOut: false);

        await cluster.Awaiting(c => c.FinishAsync(host.Scheduler.DeleteAsync("a"))).Should().ThrowAsync<TimeoutException>();
        await cluster.GoOnAsync(TimeSpan.FromMinutes(2));

        cluster.Probe.Count.Should().Be(2);
    }

    [Test]
    public async Task A_store_that_is_down_at_the_due_time_is_asked_ever_more_rarely_and_the_occurrence_runs_when_it_is_back()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "a", s_once);
        cluster.Store.Before = _ => cluster.Now < EngineHost.Start.AddMinutes(2) ? throw new TimeoutException("Down.") : Task.CompletedTask;
        await cluster.GoToAsync(EngineHost.Start.AddSeconds(119));

        cluster.Store.Count("claim").Should().BeInRange(6, 11);
        host.Logs.Of(1201).Should().ContainSingle("each change of state is told once");
        host.Logs.Of(1202).Should().BeEmpty();
        cluster.Probe.Count.Should().Be(0);

        await cluster.GoToAsync(EngineHost.Start.AddSeconds(160));
        cluster.Probe.Attempts.Should().Equal((EngineHost.Start.AddMinutes(1), 1));
        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
        host.Logs.Of(1202).Should().ContainSingle();
    }

    private static void FailOnce(Cluster cluster, string operation, bool isCarriedOut)
    {
        var hasFailed = false;
        Task Fail(string called)
        {
            if (called != operation || hasFailed)
            {
                return Task.CompletedTask;
            }

            hasFailed = true;
            throw new TimeoutException("The answer is lost.");
        }

        if (isCarriedOut)
        {
            cluster.Store.After = Fail;
        }
        else
        {
            cluster.Store.Before = Fail;
        }
    }
}
