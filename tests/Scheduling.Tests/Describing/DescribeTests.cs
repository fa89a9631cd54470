using FluentAssertions;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Describing;

/// <summary>What is told of one schedule.</summary>
internal sealed class DescribeTests
{
    [Test]
    public async Task A_sleeping_schedule_tells_what_is_to_come()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        await cluster.SaveAsync(host, "s", Recurrence.Cron("0 * * * *").Take(3));
        await cluster.GoToAsync(EngineHost.Start.AddHours(1.5));

        var told = await cluster.FinishAsync(host.Scheduler.DescribeAsync("s"));

        told!.Schedule.Should().Be(await host.Scheduler.GetAsync("s"));
        (told.Standing, told.Explanation).Should().Be((ScheduleStanding.Sleeping, "It sleeps until 2026-03-01 02:00:00Z."));
        told.Upcoming.Should().Equal([At(2), At(3)], "the limit leaves no more");
        told.OpenRuns.Should().BeEmpty();
        told.RecentRuns.Should().ContainSingle().Which.State.Should().Be(RunState.Succeeded);
        static UpcomingOccurrence At(int hour) => new(EngineHost.Start.AddHours(hour), EngineHost.Start.AddHours(hour));
    }

    [Test]
    public async Task It_is_told_why_a_schedule_does_not_run()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a", configureJob: job => job.Retry(3));
        var due = EngineHost.Start.AddMinutes(1);
        foreach (var id in new[] { "running", "retrying", "paused", "done" })
        {
            await cluster.FinishAsync(host.Scheduler.SaveAsync(new ScheduleDefinition(id, Cluster.Job, id == "done" ? Recurrence.Once(due) : Recurrence.Cron("* * * * *"))
            {
                Overlap = OverlapPolicy.BufferOne,
            }));
        }

        cluster.Probe.Body = start => start.Run.ScheduleId switch
        {
            "running" => cluster.Probe.WaitAsync(start),
            "retrying" => throw new InvalidOperationException("No paper."),
            _ => Task.CompletedTask,
        };
        await cluster.FinishAsync(host.Scheduler.PauseAsync("paused", "Holidays."));
        await cluster.GoToAsync(due.AddSeconds(0.5));
        await ShouldBeAsync("running", ScheduleStanding.Running, "The occurrence of 2026-03-01 00:01:00Z runs on a#*, attempt 1.");
        await ShouldBeAsync("retrying", ScheduleStanding.Waiting, "The occurrence of 2026-03-01 00:01:00Z waits for its next attempt; attempt 1 failed: *No paper.*");
        await ShouldBeAsync("paused", ScheduleStanding.Paused, "It is paused (Holidays). Resume it to have it run.");
        await ShouldBeAsync("done", ScheduleStanding.Completed, "Its recurrence has ended.");

        await cluster.GoToAsync(due.AddSeconds(61));
        await ShouldBeAsync("running", ScheduleStanding.Running, "*attempt 1; one more waits for its end.");

        async Task ShouldBeAsync(string id, ScheduleStanding standing, string explanation)
        {
            var told = (await cluster.FinishAsync(host.Scheduler.DescribeAsync(id)))!;
            told.Standing.Should().Be(standing);
            told.Explanation.Should().Match(explanation);
        }
    }

    [Test]
    public async Task What_is_due_and_not_taken_up_is_told_with_the_reason()
    {
        await using var office = new Office();
        var api = await office.ApiAsync();
        await office.SaveAsync(api, "s", EngineHost.Start.AddMinutes(1));

        await office.Cluster.GoToAsync(EngineHost.Start.AddMinutes(2));
        var told = (await office.Cluster.FinishAsync(api.Scheduler.DescribeAsync("s")))!;

        told.Standing.Should().Be(ScheduleStanding.Overdue);
        told.Explanation.Should().Be(
            "It was due at 2026-03-01 00:01:00Z, and no node has taken it up: those that have the job 'remind' are busy, off, or can't reach the store. This host does not run that job.");
        told.Upcoming.Should().ContainSingle().Which.Occurrence.Should().Be(EngineHost.Start.AddMinutes(1));
    }

    [Test]
    public async Task A_preview_tells_the_times_of_what_is_not_saved_and_refuses_what_would_be_refused()
    {
        await using var cluster = new Cluster();
        var host = await cluster.AddAsync("a");
        var calls = cluster.Store.Calls.Count;
        var definition = new ScheduleDefinition("s", Cluster.Job, Recurrence.Every(TimeSpan.FromHours(7)));

        host.Scheduler.NextOccurrences(definition, 3).Select(next => next.Occurrence).Should()
            .Equal(EngineHost.Start.AddHours(7), EngineHost.Start.AddHours(14), EngineHost.Start.AddHours(21));
        host.Scheduler.NextOccurrences(definition with { Recurrence = Recurrence.Once(EngineHost.Start.AddDays(1)) }, 9).Should().ContainSingle();
        var unknown = () => host.Scheduler.NextOccurrences(definition with { Job = "nothing" }, 3);
        unknown.Should().Throw<UnknownJobException>();
        var bad = () => host.Scheduler.NextOccurrences(definition with { Recurrence = Recurrence.Cron("61 * * * *") }, 3);
        bad.Should().Throw<InvalidRecurrenceException>();
        var many = () => host.Scheduler.NextOccurrences(definition, 1_001);
        many.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*0 to 1,000*");
        cluster.Store.Calls.Should().HaveCount(calls);
        (await host.Scheduler.GetAsync("s")).Should().BeNull();
        (await host.Scheduler.DescribeAsync("s")).Should().BeNull();
    }
}
