using FluentAssertions;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

/// <summary>What a filter means, paused, resumed, deleted and updated together.</summary>
internal sealed class BulkTests
{
    private const int Many = 401;

    private static readonly BulkOptions s_dryRun = new() { DryRun = true };
    private static readonly ScheduleFilter s_mine = new() { Labels = new Dictionary<string, string> { ["tenant"] = "mine" } };

    [Test]
    public async Task What_matches_is_paused_and_resumed_however_many_pages_it_fills()
    {
        await using var host = await StartAsync();

        var paused = await host.TurnUntilAsync(host.Scheduler.PauseAsync(s_mine, "holiday"));
        var asleep = await host.ListAsync(new() { State = ScheduleState.Paused });
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("theirs"));
        var resumed = await host.Scheduler.ResumeAsync(s_mine);

        paused.Should().Be(new CancelResult(Many, Many, 0, 0));
        asleep.Should().HaveCount(Many).And.OnlyContain(schedule => schedule.Note == "holiday");
        resumed.Should().Be(Many);
        (await host.ListAsync(new() { State = ScheduleState.Paused })).Select(schedule => schedule.Id).Should().Equal("theirs");
        (await host.Scheduler.ResumeAsync(s_mine)).Should().Be(0);
    }

    [Test]
    public async Task What_was_resumed_together_runs_again()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", Recurrence.Cron("@hourly")) { Labels = s_mine.Labels });
        await host.TurnUntilAsync(host.Scheduler.PauseAsync(s_mine));
        await host.GoOnAsync(TimeSpan.FromHours(1.5));
        jobs.Occurrences.Should().BeEmpty();

        await host.Scheduler.ResumeAsync(s_mine);
        await host.GoOnAsync(TimeSpan.FromHours(1));

        jobs.Occurrences.Should().Equal(EngineHost.Start.AddHours(1), EngineHost.Start.AddHours(2));
    }

    [Test]
    public async Task A_dry_run_tells_how_many_and_changes_nothing()
    {
        await using var host = await StartAsync();
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("mine 000"));
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("theirs"));
        var before = await host.ListAsync();
        host.Store.Calls.Clear();
        host.Bus.Published.Clear();

        (await host.Scheduler.CountAsync(s_mine)).Should().Be(Many);
        (await host.Scheduler.CountAsync()).Should().Be(Many + 1);
        (await host.Scheduler.DeleteAsync(s_mine, s_dryRun)).Should().Be(new CancelResult(Many, 0, 0, 0));
        (await host.Scheduler.PauseAsync(s_mine, options: s_dryRun)).Should().Be(new CancelResult(Many - 1, 0, 0, 0));
        (await host.Scheduler.PauseAsync(s_mine with { State = ScheduleState.Paused }, options: s_dryRun)).Should().Be(CancelResult.None);
        (await host.Scheduler.ResumeAsync(s_mine, s_dryRun)).Should().Be(1);
        (await host.Scheduler.ResumeAsync(ScheduleFilter.All, s_dryRun)).Should().Be(2);
        (await host.Scheduler.UpdateAsync(s_mine, definition => definition.Id.EndsWith('0') ? definition with { Note = "x" } : definition, s_dryRun))
            .Should().BeEquivalentTo(new BulkUpdateResult(41, Many - 41, [], []));

        host.Store.Calls.Distinct().Should().BeEquivalentTo("count", "list");
        host.Bus.Published.Should().BeEmpty();
        (await host.ListAsync()).Should().Equal(before);
    }

    [Test]
    public async Task What_matches_is_deleted_and_nothing_else()
    {
        await using var host = await StartAsync();

        (await host.TurnUntilAsync(host.Scheduler.DeleteAsync(s_mine, new BulkOptions()))).Schedules.Should().Be(Many);

        (await host.ListAsync()).Select(schedule => schedule.Id).Should().Equal("theirs");
    }

    [Test]
    public async Task What_matches_is_rescheduled_a_page_with_one_statement_each()
    {
        await using var host = await StartAsync();
        host.Store.Calls.Clear();

        var result = await host.Scheduler.UpdateAsync(s_mine, definition => definition with { Recurrence = Recurrence.Cron("30 12 * * *") });

        result.Should().BeEquivalentTo(new BulkUpdateResult(Many, 0, [], []));
        host.Store.Calls.Should().Equal("list", "save", "list", "save", "list", "save");
        (await host.ListAsync(new() { DueFrom = EngineHost.Start.AddHours(12.5), DueBefore = EngineHost.Start.AddHours(13) })).Should().HaveCount(Many);
        (await host.ListAsync(new() { DueBefore = EngineHost.Start.AddHours(2) })).Select(schedule => schedule.Id).Should().Equal("theirs");
    }

    [Test]
    public async Task What_others_change_or_delete_meanwhile_is_theirs_and_a_run_is_no_change()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync(new[] { "changed", "deleted", "ran", "same" }.Select(id => Mine(id)));
        var hasBegun = false;

        var result = await host.Scheduler.UpdateAsync(s_mine, definition =>
        {
            if (!hasBegun)
            {
                hasBegun = true;
                host.GoOnAsync(TimeSpan.FromHours(1)).GetAwaiter().GetResult();
                host.Scheduler.UpdateAsync("changed", other => other with { Note = "theirs" }).GetAwaiter().GetResult();
                host.TurnUntilAsync(host.Scheduler.DeleteAsync("deleted")).GetAwaiter().GetResult();
            }

            return definition.Id == "same" ? definition : definition with { Note = "mine" };
        });

        result.Should().BeEquivalentTo(new BulkUpdateResult(1, 1, ["changed"], ["deleted"]));
        (await host.ListAsync()).Select(schedule => (schedule.Id, schedule.Note)).Should().Equal(("changed", "theirs"), ("ran", "mine"), ("same", null));
        (await host.Scheduler.GetAsync("ran"))!.Counts.Succeeded.Should().Be(1);
    }

    [Test]
    public async Task The_first_that_can_not_be_changed_ends_it_and_is_named()
    {
        await using var host = await StartAsync();

        var late = () => host.Scheduler.UpdateAsync(s_mine, definition => definition with { Note = "new", Recurrence = Recurrence.Cron(definition.Id == "mine 250" ? "x" : "@daily") });
        var id = () => host.Scheduler.UpdateAsync(s_mine, definition => definition with { Id = "b" }, s_dryRun);

        (await late.Should().ThrowAsync<ArgumentException>().WithMessage("*'mine 250' can't be changed*200 before it were*can't be read*")).WithInnerException<InvalidRecurrenceException>();
        (await host.ListAsync()).Where(schedule => schedule.Note == "new").Select(schedule => schedule.Id).Should().Equal(Enumerable.Range(0, 200).Select(Id));
        await id.Should().ThrowAsync<ArgumentException>().WithMessage("*'mine 000' can't be changed*An id can't change*");
    }

    private static string Id(int i) => $"mine {i:000}";

    private static ScheduleDefinition Mine(string id) => new(id, "plain", Recurrence.Cron("@hourly")) { Labels = s_mine.Labels };

    private static async Task<EngineHost> StartAsync()
    {
        var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync([.. Enumerable.Range(0, Many).Select(i => Mine(Id(i))), new ScheduleDefinition("theirs", "plain", Recurrence.Cron("@hourly"))]);
        return host;
    }
}
