using FluentAssertions;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Diagnostics;

internal sealed class LogTests
{
    [Test]
    public async Task A_quiet_life_logs_the_start_and_the_stop()
    {
        var host = await new EngineHost(new ReminderJobs().Register, setup => setup.Options = options => options.NodeName = "worker-1").StartAsync();
        await host.Scheduler.SaveAsync(Definition());
        await host.GoOnAsync(TimeSpan.FromDays(1));
        await host.DisposeAsync();

        Events(host).Should().Equal((1001, LogLevel.Information), (1002, LogLevel.Information));
        host.Logs.Of(1001).Single().Should().StartWith("Scheduling node worker-1#").And.EndWith(" started.");
    }

    [Test]
    public async Task A_failed_attempt_is_an_error_with_its_run()
    {
        var jobs = new ReminderJobs { Does = (_, _) => throw new InvalidOperationException("out of order") };
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition());
        await host.GoOnAsync(TimeSpan.FromHours(1));

        Events(host).Should().Equal((1001, LogLevel.Information), (3001, LogLevel.Error));
        host.Logs.Of(3001).Single().Should().Contain(jobs.Runs.Single().RunId.ToString()).And.Contain("schedule a: attempt 1 of job plain failed");
    }

    [Test]
    public async Task A_stopped_attempt_is_told_with_its_reason()
    {
        var jobs = new ReminderJobs();
        jobs.Hang();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition());
        await jobs.BeginAsync(host, EngineHost.Start.AddHours(1), 1);
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("a"));
        await host.SettleAsync();

        Events(host).Should().Equal((1001, LogLevel.Information), (3002, LogLevel.Information));
        host.Logs.Of(3002).Single().Should().EndWith("was stopped (Cancelled).");
    }

    [Test]
    public async Task A_store_that_fails_is_told_once_and_once_more_when_it_is_back()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition());
        host.Store.Before = _ => host.Time.GetUtcNow() < EngineHost.Start.AddMinutes(65) ? throw new IOException("no store") : Task.CompletedTask;
        await host.GoOnAsync(TimeSpan.FromMinutes(70));

        jobs.Runs.Should().ContainSingle();
        host.Store.Count("claim").Should().BeInRange(5, 30, "it is tried at growing intervals");
        Events(host).Should().Equal((1001, LogLevel.Information), (1201, LogLevel.Error), (1202, LogLevel.Information));
    }

    [Test]
    public async Task A_schedule_that_is_set_aside_for_want_of_its_job_is_an_error()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition());
        await using var other = await new EngineHost(static _ => { }, setup => (setup.Time, setup.Store) = (host.Time, host.Store)).StartAsync();
        await other.GoOnAsync(TimeSpan.FromHours(2));

        Events(other).Should().Equal((1001, LogLevel.Information), (1205, LogLevel.Error));
        other.Logs.Of(1205).Single().Should().StartWith("Schedule a was set aside: Due at 2026-03-01T01:00:00").And.Contain("no node that runs has the job 'plain'");
        (await host.ListAsync(new ScheduleFilter { State = ScheduleState.Faulted })).Should().ContainSingle();
    }

    private static ScheduleDefinition Definition() => new("a", "plain", Recurrence.Cron("@hourly"));

    private static IEnumerable<(int Id, LogLevel Level)> Events(EngineHost host) =>
        host.Logs.Entries.Where(entry => entry.Id.Id is >= 1_000 and < 4_000).Select(entry => (entry.Id.Id, entry.Level));
}
