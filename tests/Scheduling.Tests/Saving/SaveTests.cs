using FluentAssertions;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Events;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

internal sealed class SaveTests
{
    private static readonly DateTimeOffset s_start = EngineHost.Start;
    private static readonly Recurrence s_hourly = Recurrence.Cron("@hourly");

    [Test]
    public async Task A_new_schedule_is_stored_as_defined()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();

        var saved = await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "remind", Recurrence.Cron("0 9 * * 1-5", "Europe/Paris"))
        {
            Group = "g",
            Name = "n",
            Payload = new Reminder(42, "é"),
            Overlap = OverlapPolicy.AllowAll,
            BufferLimit = 7,
            CatchUp = CatchUpPolicy.All,
            CatchUpWindow = TimeSpan.FromHours(2),
            Note = "why",
        });

        saved.Should().BeEquivalentTo(new Schedule
        {
            Id = "a",
            Group = "g",
            Name = "n",
            Job = "remind",
            Payload = saved.Payload,
            Recurrence = Recurrence.Cron("0 9 * * 1-5", "Europe/Paris"),
            Overlap = OverlapPolicy.AllowAll,
            BufferLimit = 7,
            CatchUp = CatchUpPolicy.All,
            CatchUpWindow = TimeSpan.FromHours(2),
            State = ScheduleState.Active,
            Note = "why",
            Version = saved.Version,
            NextDue = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
            NextOccurrence = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero),
            CreatedAt = s_start,
            UpdatedAt = s_start,
        });
        saved.Version.Should().BePositive();
        System.Text.Json.JsonDocument.Parse(saved.Payload!).RootElement.GetProperty("text").GetString().Should().Be("é");
        (await host.Scheduler.GetAsync("a")).Should().Be(saved);
    }

    [Test]
    public async Task Saving_the_same_again_changes_nothing_and_costs_one_statement()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var definition = new ScheduleDefinition("a", "remind", s_hourly) { Group = "g", Payload = new Reminder(1), Note = "why" };
        var first = await host.Scheduler.SaveAsync(definition);
        host.Time.Advance(TimeSpan.FromMinutes(10));
        host.Store.Calls.Clear();
        host.Bus.Published.Clear();

        var again = await host.Scheduler.SaveAsync(definition with { Payload = new Reminder(1) });

        again.Should().Be(first);
        host.Store.Calls.Should().Equal("save");
        host.Bus.Published.Should().OnlyContain(message => message.Kind == SchedulingEventKind.Intent, "nothing has changed");
        await host.GoOnAsync(TimeSpan.FromHours(1));
        jobs.Runs.Should().ContainSingle();
        host.Store.Calls.Should().Equal(["save", "claim", "finish"], "no wake-up is left over from the save that came to nothing");
    }

    [Test]
    public async Task Replacing_changes_what_is_to_come_and_keeps_what_was()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var first = await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", s_hourly));
        await host.GoOnAsync(TimeSpan.FromMinutes(90));

        var second = await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("45 * * * *")) { Name = "n" });

        second.Version.Should().BeGreaterThan(first.Version);
        second.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
        (second.CreatedAt, second.UpdatedAt, second.Name).Should().Be((s_start, s_start.AddMinutes(90), "n"));
        second.NextDue.Should().Be(s_start.AddMinutes(105));
        host.Store.Calls.Clear();
        await host.GoOnAsync(TimeSpan.FromMinutes(80));
        jobs.Occurrences.Should().Equal(s_start.AddMinutes(60), s_start.AddMinutes(105), s_start.AddMinutes(165));
        host.Store.Calls.Should().Equal(["claim", "finish", "claim", "finish"], "the old time wakes nobody");
    }

    [Test]
    public async Task A_time_that_is_past_is_due_at_once_for_a_new_schedule_and_refused_for_one_that_exists()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var old = await host.Scheduler.SaveAsync(new ScheduleDefinition("old", "plain", s_hourly));
        var past = Recurrence.Once(s_start.AddDays(-1));

        await host.Scheduler.SaveAsync(new ScheduleDefinition("new", "plain", past));
        await host.SettleAsync();
        var refused = await FluentActions.Awaiting(() => host.Scheduler.SaveAsync(new ScheduleDefinition("old", "plain", past)))
            .Should().ThrowAsync<InvalidRecurrenceException>();

        refused.WithMessage("*'old' exists*a change never makes a past occurrence run*future*delete*");
        (await host.Scheduler.GetAsync("old")).Should().Be(old);
        await host.SettleAsync();
        jobs.Runs.Select(run => (run.ScheduleId, run.Occurrence)).Should().Equal(("new", s_start.AddDays(-1)));
        (await host.Scheduler.GetAsync("new"))!.State.Should().Be(ScheduleState.Completed);
    }

    [Test]
    public async Task A_change_makes_no_missed_occurrence_run()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", s_hourly));
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("a"));
        await host.GoOnAsync(TimeSpan.FromMinutes(150));

        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("15 * * * *")));
        await host.Scheduler.ResumeAsync("a");
        await host.SettleAsync();

        jobs.Runs.Should().BeEmpty();
        await host.GoOnAsync(TimeSpan.FromHours(1));
        jobs.Occurrences.Should().Equal(s_start.AddMinutes(195));
    }

    [Test]
    public async Task An_interval_keeps_its_anchor_however_often_it_is_saved()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var weekly = new ScheduleDefinition("a", "plain", Recurrence.Every(TimeSpan.FromDays(7)));
        var first = await host.Scheduler.SaveAsync(weekly);
        for (var deploy = 0; deploy < 4; deploy++)
        {
            await host.GoOnAsync(TimeSpan.FromDays(6));
            await host.Scheduler.SaveAsync(weekly);
        }

        jobs.Occurrences.Should().Equal(s_start.AddDays(7), s_start.AddDays(14), s_start.AddDays(21));
        var kept = await host.Scheduler.SaveAsync(weekly with { Name = "changed besides" });
        kept.Recurrence.Should().Be(first.Recurrence).And.Be(Recurrence.Every(TimeSpan.FromDays(7), s_start));
        kept.NextDue.Should().Be(s_start.AddDays(28));

        var other = await host.Scheduler.SaveAsync(weekly with { Recurrence = Recurrence.Every(TimeSpan.FromDays(3)) });
        other.Recurrence!.Anchor.Should().Be(s_start.AddDays(24));
        other.NextDue.Should().Be(s_start.AddDays(27));
    }

    [Test]
    public async Task A_note_that_is_left_out_is_taken_away_unless_the_schedule_is_paused()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        var definition = new ScheduleDefinition("a", "plain", s_hourly);
        await host.Scheduler.SaveAsync(definition with { Note = "why" });

        (await host.Scheduler.SaveAsync(definition)).Note.Should().BeNull();

        await host.TurnUntilAsync(host.Scheduler.PauseAsync("a", "on holiday"));
        (await host.Scheduler.SaveAsync(definition)).Note.Should().Be("on holiday");
        (await host.Scheduler.SaveAsync(definition with { Name = "n" })).Note.Should().Be("on holiday");
        (await host.Scheduler.SaveAsync(definition with { Name = "n", Note = "why" })).Note.Should().Be("why");
    }

    [Test]
    public async Task Open_runs_keep_their_own_payload()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(b => jobs.Register(b, job => job.Retry(2, TimeSpan.FromMinutes(5)))).StartAsync();
        jobs.Does = (run, _) => run.Attempt == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask;
        var definition = new ScheduleDefinition("a", "remind", s_hourly) { Payload = new Reminder(1) };
        await host.Scheduler.SaveAsync(definition);
        await host.GoOnAsync(TimeSpan.FromHours(1));

        await host.Scheduler.SaveAsync(definition with { Payload = new Reminder(2) });
        await host.GoOnAsync(TimeSpan.FromHours(1));

        jobs.Payloads.Select(payload => payload.CustomerId).Should().Equal(1, 1, 2);
    }
}
