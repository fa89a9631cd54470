using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Diagnostics;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

internal sealed class OutcomeTests
{
    private static readonly DateTimeOffset s_start = EngineHost.Start;

    [Test]
    public async Task Every_occurrence_ends_in_exactly_one_counted_outcome()
    {
        var jobs = new ReminderJobs();
        TaskCompletionSource third = new(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Does = (run, ct) => (run.Occurrence - s_start).TotalMinutes switch
        {
            2 => throw new InvalidOperationException("the second"),
            3 => third.Task,
            6 => Task.Delay(Timeout.InfiniteTimeSpan, ct),
            _ => Task.CompletedTask,
        };
        await using var host = await StartAsync(jobs);
        using var meters = new MeterLog(host.Services);
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("* * * * *")));

        await host.GoToAsync(s_start.AddMinutes(2));
        await jobs.BeginAsync(host, s_start.AddMinutes(3), 3);
        await host.JumpToAsync(s_start.AddMinutes(4), () => host.Store.Count("claim") == 4);
        await host.JumpToAsync(s_start.AddMinutes(5), () => host.Store.Count("claim") == 5);
        third.SetResult();
        await host.SettleAsync();
        await jobs.BeginAsync(host, s_start.AddMinutes(6), 4);
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("a"));
        await host.GoToAsync(s_start.AddMinutes(9.5));
        await host.Scheduler.ResumeAsync("a");
        await host.SettleAsync();

        jobs.Occurrences.Should().Equal(new[] { 1, 2, 3, 6, 9 }.Select(minute => s_start.AddMinutes(minute)));
        var schedule = (await host.Scheduler.GetAsync("a"))!;
        schedule.Counts.Should().Be(new OutcomeCounts(Succeeded: 3, Failed: 1, Cancelled: 1, SkippedOverlap: 2, Missed: 2), "these are nine");
        schedule.LastOutcome.Should().Be(RunOutcome.Succeeded);
        schedule.LastEndedAt.Should().Be(s_start.AddMinutes(9.5));
        foreach (var (outcome, count) in new[] { ("succeeded", 3), ("failed", 1), ("cancelled", 1), ("skipped_overlap", 2), ("missed", 2) })
        {
            meters.Sum("scheduling.runs", ("outcome", outcome)).Should().Be(count, outcome);
        }
    }

    [Test]
    public async Task The_last_failure_is_kept_until_a_run_succeeds()
    {
        var jobs = new ReminderJobs();
        jobs.Does = (run, _) => run.Occurrence == s_start.AddHours(1) ? throw new InvalidOperationException("out of order") : Task.CompletedTask;
        await using var host = await StartAsync(jobs);
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("@hourly")));

        await host.GoOnAsync(TimeSpan.FromHours(1));
        var failed = (await host.Scheduler.GetAsync("a"))!;
        await host.GoOnAsync(TimeSpan.FromHours(1));
        var succeeded = (await host.Scheduler.GetAsync("a"))!;

        (failed.LastOutcome, failed.LastEndedAt).Should().Be((RunOutcome.Failed, s_start.AddHours(1)));
        failed.LastError.Should().Contain("out of order").And.Contain(nameof(InvalidOperationException));
        (succeeded.LastOutcome, succeeded.LastError).Should().Be((RunOutcome.Succeeded, null));
        succeeded.UpdatedAt.Should().Be(s_start, "its definition was not changed");
    }

    [Test]
    public async Task With_AllowAll_an_occurrence_runs_beside_the_earlier_one()
    {
        var jobs = new ReminderJobs();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Does = (_, _) => release.Task;
        await using var host = await StartAsync(jobs);
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("* * * * *")) { Overlap = OverlapPolicy.AllowAll });

        await jobs.BeginAsync(host, s_start.AddMinutes(1), 1);
        await jobs.BeginAsync(host, s_start.AddMinutes(2), 2);
        host.Shell.View.Running.Should().Be(2);
        release.SetResult();
        await host.SettleAsync();

        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(2, 0, 0, 0, 0));
    }

    [Test]
    public async Task With_Skip_a_run_that_waits_for_its_retry_is_an_open_one()
    {
        var jobs = new ReminderJobs();
        jobs.Does = (run, _) => run.Attempt == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;
        await using var host = await new EngineHost(b => jobs.Register(b, job => job.Retry(2, TimeSpan.FromSeconds(90)))).StartAsync();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "remind", Recurrence.Cron("* * * * *")) { Payload = new Reminder(1) });

        await host.GoToAsync(s_start.AddMinutes(3.5));

        jobs.Runs.Select(run => (run.Occurrence, run.Attempt)).Should().Equal((s_start.AddMinutes(1), 1), (s_start.AddMinutes(1), 2), (s_start.AddMinutes(3), 1));
        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 1, 0));
    }

    // A long lease: time jumps while handlers hang.
    private static Task<EngineHost> StartAsync(ReminderJobs jobs) =>
        new EngineHost(jobs.Register, setup => setup.Options = options => options.Lease = TimeSpan.FromHours(1)).StartAsync();
}
