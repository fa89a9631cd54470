using FluentAssertions;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

/// <summary>Changes of what is stored, beside others who change it too.</summary>
internal sealed class UpdateTests
{
    private static readonly DateTimeOffset s_start = EngineHost.Start;

    [Test]
    public async Task A_definition_is_changed_as_it_is_stored()
    {
        await using var host = await StartAsync();
        var saved = await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "remind", Recurrence.Every(TimeSpan.FromHours(2)))
        {
            Group = "g",
            Name = "n",
            Payload = new Reminder(7, "x"),
            Overlap = OverlapPolicy.BufferAll,
            BufferLimit = 5,
            CatchUp = CatchUpPolicy.All,
            CatchUpWindow = TimeSpan.FromHours(1),
            Note = "why",
        });
        await host.GoOnAsync(TimeSpan.FromHours(2.5));

        var updated = await host.Scheduler.UpdateAsync("a", definition => definition with { Note = "changed", Payload = (Reminder)definition.Payload! with { CustomerId = 8 } });

        var after = (await host.Scheduler.GetAsync("a"))!;
        updated.Should().Be(after);
        after.Should().BeEquivalentTo(saved, options => options.Excluding(s => s.Version).Excluding(s => s.UpdatedAt).Excluding(s => s.Note).Excluding(s => s.Payload)
            .Excluding(s => s.NextDue).Excluding(s => s.NextOccurrence).Excluding(s => s.Counts).Excluding(s => s.LastOutcome).Excluding(s => s.LastEndedAt));
        after.Note.Should().Be("changed");
        after.Payload.Should().Contain("8").And.Contain("x");
        after.NextDue.Should().Be(s_start.AddHours(4), "its grid is the old one");
    }

    [Test]
    public async Task Nothing_is_stored_when_nothing_is_changed()
    {
        await using var host = await StartAsync();
        var saved = await SaveAsync(host);
        host.Store.Calls.Clear();

        (await host.Scheduler.UpdateAsync("a", definition => definition)).Version.Should().Be(saved.Version);

        host.Store.Calls.Should().Equal("get", "save");
    }

    [Test]
    public async Task Who_changes_at_the_same_time_overwrites_nothing()
    {
        await using var host = await StartAsync();
        await SaveAsync(host);
        var calls = 0;

        var updated = await host.Scheduler.UpdateAsync("a", definition =>
        {
            if (calls++ == 0)
            {
                host.Time.Advance(TimeSpan.FromSeconds(1));
                host.Scheduler.UpdateAsync("a", other => other with { Group = "theirs" }).GetAwaiter().GetResult();
            }

            return definition with { Note = "mine" };
        });

        calls.Should().Be(2);
        (updated.Group, updated.Note).Should().Be(("theirs", "mine"));
    }

    [Test]
    public async Task Who_has_read_before_another_changed_is_told_so()
    {
        await using var host = await StartAsync();
        var read = await SaveAsync(host);
        var mine = Definition with { Note = "mine", IfUnchangedSince = read.UpdatedAt };
        await host.GoOnAsync(TimeSpan.FromHours(1.5));
        await host.Scheduler.SaveAsync(mine);
        (await host.Scheduler.GetAsync("a"))!.Note.Should().Be("mine", "a run in between is no change of the definition");

        var late = () => host.Scheduler.SaveAsync(mine with { Note = "again" });
        await late.Should().ThrowAsync<ScheduleConflictException>().WithMessage("*was changed at*read it again*");
        await host.Scheduler.DeleteAsync("a");
        await late.Should().ThrowAsync<ScheduleConflictException>().WithMessage("*is gone*");
        (await host.Scheduler.GetAsync("a")).Should().BeNull();
    }

    [Test]
    public async Task An_occurrence_is_left_out_and_taken_back()
    {
        await using var host = await StartAsync();
        await SaveAsync(host);
        await host.Scheduler.SkipAsync("a", s_start.AddHours(1));
        (await host.Scheduler.SkipAsync("a", s_start.AddHours(3))).NextDue.Should().Be(s_start.AddHours(2));
        await host.Scheduler.SkipAsync("a", s_start.AddHours(4));
        await host.Scheduler.SkipAsync("a", s_start.AddHours(4));
        await host.Scheduler.UnskipAsync("a", s_start.AddHours(4));
        await host.Scheduler.UnskipAsync("a", s_start.AddHours(5));

        await host.GoOnAsync(TimeSpan.FromHours(5.5));
        (await host.Scheduler.UnskipAsync("a", s_start.AddHours(3))).NextDue.Should().Be(s_start.AddHours(6));

        (await host.ListRunsAsync()).Select(run => run.Occurrence).Should().BeEquivalentTo(new[] { 2, 4, 5 }.Select(hour => s_start.AddHours(hour)));
        (await host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(3, 0, 0, 0, 0));
    }

    [Test]
    public async Task What_is_left_out_later_takes_nothing_from_what_is_due_and_not_yet_claimed()
    {
        await using var host = await StartAsync();
        await host.Scheduler.SaveAsync(Definition with { CatchUp = CatchUpPolicy.All, Overlap = OverlapPolicy.AllowAll });
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("a"));
        await host.GoOnAsync(TimeSpan.FromHours(2.5));

        await host.Scheduler.SkipAsync("a", s_start.AddHours(7));
        await host.Scheduler.SkipAsync("a", s_start.AddHours(8));
        await host.Scheduler.UnskipAsync("a", s_start.AddHours(8));
        await host.Scheduler.ResumeAsync("a");
        await host.GoOnAsync(TimeSpan.FromHours(6));

        (await host.ListRunsAsync()).Select(run => run.Occurrence).Should().BeEquivalentTo(new[] { 1, 2, 3, 4, 5, 6, 8 }.Select(hour => s_start.AddHours(hour)));
    }

    [Test]
    public async Task One_that_waits_for_its_jitter_to_pass_can_be_left_out()
    {
        await using var host = await StartAsync();
        var saved = await host.Scheduler.SaveAsync(Definition with { Recurrence = Definition.Recurrence.WithJitter(TimeSpan.FromMinutes(59)) });
        await host.GoToAsync(saved.NextOccurrence!.Value + ((saved.NextDue!.Value - saved.NextOccurrence.Value) / 2));

        (await host.Scheduler.SkipAsync("a", saved.NextOccurrence.Value)).NextOccurrence.Should().Be(s_start.AddHours(2));
    }

    [Test]
    public async Task What_is_left_out_takes_nothing_from_a_limit()
    {
        await using var host = await StartAsync();
        await host.Scheduler.SaveAsync(Definition with { Recurrence = Definition.Recurrence.Take(3) });
        await host.GoOnAsync(TimeSpan.FromHours(1.5));

        (await host.Scheduler.SkipAsync("a", s_start.AddHours(2))).Remaining.Should().Be(2);

        await host.GoOnAsync(TimeSpan.FromHours(9));
        (await host.ListRunsAsync()).Select(run => run.Occurrence).Should().BeEquivalentTo(new[] { 1, 3, 4 }.Select(hour => s_start.AddHours(hour)));
    }

    [Test]
    public async Task What_can_not_be_changed_is_refused_with_the_fact_and_the_mend()
    {
        await using var host = await StartAsync();
        await SaveAsync(host);

        await Refused<ScheduleNotFoundException>(() => host.Scheduler.UpdateAsync("b", definition => definition), "*no schedule 'b'*");
        await Refused<ArgumentException>(() => host.Scheduler.UpdateAsync("a", definition => definition with { Id = "b" }), "*An id can't change*");
        await Refused<InvalidRecurrenceException>(() => host.Scheduler.UpdateAsync("a", definition => definition with { Recurrence = Recurrence.Cron("x") }), "*can't be read*");
        await Refused<ArgumentException>(() => host.Scheduler.SkipAsync("a", s_start.AddHours(1).AddSeconds(1)), "*no occurrence of schedule 'a'*next one is 2026-03-01T01:00:00*");
        await Refused<ArgumentException>(() => host.Scheduler.SkipAsync("a", s_start), "*that is to come*");

        static async Task Refused<T>(Func<Task> call, string message)
            where T : Exception => await call.Should().ThrowAsync<T>().WithMessage(message);
    }

    private static ScheduleDefinition Definition { get; } = new("a", "plain", Recurrence.Cron("0 * * * *"));

    private static Task<EngineHost> StartAsync() => new EngineHost(new ReminderJobs().Register).StartAsync();

    private static Task<Schedule> SaveAsync(EngineHost host) => host.Scheduler.SaveAsync(Definition);
}
