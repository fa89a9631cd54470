using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

/// <summary>What saving does to schedules that are not active.</summary>
internal sealed class SaveStatesTests
{
    private static readonly DateTimeOffset s_start = EngineHost.Start;

    [Test]
    public async Task A_paused_schedule_stays_paused_whatever_is_saved()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var definition = new ScheduleDefinition("a", "plain", Recurrence.Cron("@hourly"));
        await host.Scheduler.SaveAsync(definition);
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("a"));
        var paused = await host.Scheduler.GetAsync("a");

        (await host.Scheduler.SaveAsync(definition)).Should().Be(paused);
        var changed = await host.Scheduler.SaveAsync(definition with { Recurrence = Recurrence.Cron("*/5 * * * *") });
        host.Store.Calls.Clear();
        await host.GoOnAsync(TimeSpan.FromHours(2));

        changed.State.Should().Be(ScheduleState.Paused);
        changed.NextDue.Should().Be(s_start.AddMinutes(5));
        jobs.Runs.Should().BeEmpty();
        host.Store.Count("claim").Should().Be(0);
    }

    [TestCase(0)]
    [TestCase(60)]
    public async Task What_is_completed_does_not_run_again_when_it_is_saved_again(int later)
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var once = new ScheduleDefinition("once", "plain", Recurrence.Once(s_start.AddMinutes(30)));
        var bounded = new ScheduleDefinition("bounded", "plain", Recurrence.Cron("*/10 * * * *").Between(null, s_start.AddMinutes(30)));
        await host.Scheduler.SaveAsync([once, bounded]);
        await host.GoOnAsync(TimeSpan.FromMinutes(30 + later));
        jobs.Runs.Should().HaveCount(4);
        var completed = new[] { (await host.Scheduler.GetAsync("once"))!, (await host.Scheduler.GetAsync("bounded"))! };

        var again = await host.Scheduler.SaveAsync([once, bounded]);
        await host.GoOnAsync(TimeSpan.FromDays(1));

        again.Should().Equal(completed).And.OnlyContain(schedule => schedule.State == ScheduleState.Completed && schedule.NextDue == null);
        jobs.Runs.Should().HaveCount(4);
        var renamed = await host.Scheduler.SaveAsync(once with { Name = "n" });
        await host.GoOnAsync(TimeSpan.FromDays(1));
        (renamed.State, renamed.Name).Should().Be((ScheduleState.Completed, "n"));
        jobs.Runs.Should().HaveCount(4);
    }

    [Test]
    public async Task What_is_completed_is_armed_by_a_new_recurrence()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var once = new ScheduleDefinition("a", "plain", Recurrence.Once(s_start.AddMinutes(30)));
        await host.Scheduler.SaveAsync(once);
        await host.GoOnAsync(TimeSpan.FromMinutes(40));

        var armed = await host.Scheduler.SaveAsync(once with { Recurrence = Recurrence.Once(s_start.AddMinutes(50)) });
        await host.GoOnAsync(TimeSpan.FromMinutes(40));

        armed.State.Should().Be(ScheduleState.Active);
        armed.Counts.Succeeded.Should().Be(1);
        jobs.Occurrences.Should().Equal(s_start.AddMinutes(30), s_start.AddMinutes(50));
    }

    [Test]
    public async Task What_was_set_aside_is_armed_anew_by_saving_it_and_makes_up_for_nothing()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var definition = new ScheduleDefinition("a", "plain", Recurrence.Cron("@hourly"));
        var saved = await host.Scheduler.SaveAsync(definition);
        await host.Store.SetAsideAsync("a", saved.Version, "out of order", default);
        await host.GoOnAsync(TimeSpan.FromMinutes(150));
        jobs.Runs.Should().BeEmpty();

        var armed = await host.Scheduler.SaveAsync(definition);
        await host.GoOnAsync(TimeSpan.FromMinutes(60));

        armed.State.Should().Be(ScheduleState.Active);
        armed.Note.Should().BeNull();
        armed.NextDue.Should().Be(s_start.AddHours(3));
        jobs.Occurrences.Should().Equal(s_start.AddHours(3));
    }
}
