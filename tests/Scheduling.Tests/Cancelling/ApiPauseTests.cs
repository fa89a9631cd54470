using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Cancelling;

internal sealed class ApiPauseTests
{
    private static readonly DateTimeOffset s_start = EngineHost.Start;

    [Test]
    public async Task A_paused_schedule_says_why_and_keeps_its_time()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var saved = await host.Scheduler.SaveAsync(Definition() with { Note = "first" });

        (await PauseAsync(host, null)).Should().Be(new CancelResult(1, 1, 0, 0));
        var paused = (await host.Scheduler.GetAsync("a"))!;
        (paused.State, paused.Note, paused.NextDue).Should().Be((ScheduleState.Paused, "first", s_start.AddMinutes(10)));
        paused.Version.Should().BeGreaterThan(saved.Version);

        (await PauseAsync(host, "second")).Should().Be(CancelResult.None, "it is paused already");
        (await host.Scheduler.GetAsync("a")).Should().Be(paused);
        (await host.Scheduler.ResumeAsync("a")).Should().BeTrue();
        await PauseAsync(host, "third");
        (await host.Scheduler.GetAsync("a"))!.Note.Should().Be("third");
        await host.GoOnAsync(TimeSpan.FromHours(1));
        jobs.Runs.Should().BeEmpty();
    }

    [Test]
    public async Task What_is_unknown_or_completed_is_neither_paused_nor_resumed()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition() with { Recurrence = Recurrence.Once(s_start) });
        await host.SettleAsync();

        (await PauseAsync(host, null)).Should().Be(CancelResult.None);
        (await host.Scheduler.ResumeAsync("a")).Should().BeFalse();
        (await host.Scheduler.ResumeAsync("b")).Should().BeFalse();
        (await host.TurnUntilAsync(host.Scheduler.PauseAsync("b"))).Should().Be(CancelResult.None);
        jobs.Runs.Should().ContainSingle();
    }

    [Test]
    public async Task An_active_schedule_has_nothing_to_resume()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        var saved = await host.Scheduler.SaveAsync(Definition());

        (await host.Scheduler.ResumeAsync("a")).Should().BeFalse();

        (await host.Scheduler.GetAsync("a")).Should().Be(saved);
    }

    [TestCase(CatchUpPolicy.Latest, OverlapPolicy.Skip, "30", 2, 0)]
    [TestCase(CatchUpPolicy.Latest, OverlapPolicy.AllowAll, "30", 2, 0)]
    [TestCase(CatchUpPolicy.All, OverlapPolicy.AllowAll, "10 20 30", 0, 0)]
    [TestCase(CatchUpPolicy.All, OverlapPolicy.Skip, "10", 0, 2)]
    public async Task What_was_missed_during_a_pause_is_caught_up_as_the_policies_say(
        CatchUpPolicy catchUp, OverlapPolicy overlap, string minutes, int missed, int skipped)
    {
        var jobs = new ReminderJobs();
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Does = (_, _) => release.Task;
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition() with { CatchUp = catchUp, Overlap = overlap });
        await PauseAsync(host, null);
        await host.GoOnAsync(TimeSpan.FromMinutes(35));
        jobs.Runs.Should().BeEmpty();

        (await host.Scheduler.ResumeAsync("a")).Should().BeTrue();
        await host.SettleAsync(() => host.Store.Count("claim") == 3 - missed && host.Shell.View.Running > 0);
        release.SetResult();
        await host.SettleAsync();

        jobs.Occurrences.Should().BeEquivalentTo(minutes.Split(' ').Select(minute => s_start.AddMinutes(int.Parse(minute, null))));
        jobs.Runs.OrderBy(run => run.Occurrence).Select(run => run.FencingToken).Should().BeInAscendingOrder("they are claimed in their order");
        var resumed = (await host.Scheduler.GetAsync("a"))!;
        resumed.Counts.Should().Be(new OutcomeCounts(3 - missed - skipped, 0, 0, skipped, missed));
        resumed.NextDue.Should().Be(s_start.AddMinutes(40));
        await host.GoOnAsync(TimeSpan.FromMinutes(10));
        jobs.Occurrences.Last().Should().Be(s_start.AddMinutes(40));
    }

    [Test]
    public async Task A_pause_without_a_missed_occurrence_is_caught_up_with_nothing()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition());
        await PauseAsync(host, null);
        await host.GoOnAsync(TimeSpan.FromMinutes(9));

        await host.Scheduler.ResumeAsync("a");
        await host.SettleAsync();

        jobs.Runs.Should().BeEmpty();
        await host.GoOnAsync(TimeSpan.FromMinutes(1));
        jobs.Runs.Should().ContainSingle();
    }

    [Test]
    public async Task The_event_schedule_start_resumes()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition());
        await PauseAsync(host, null);

        (await host.Scheduler.SendAsync("schedule/start", new { scheduleId = "a" })).Should().Be(CancelResult.None);
        (await host.Scheduler.SendAsync("schedule/start", new { scheduleId = "unknown" })).Should().Be(CancelResult.None);

        (await host.Scheduler.GetAsync("a"))!.State.Should().Be(ScheduleState.Active);
        await host.GoOnAsync(TimeSpan.FromMinutes(10));
        jobs.Runs.Should().ContainSingle();
    }

    private static ScheduleDefinition Definition() => new("a", "plain", Recurrence.Cron("*/10 * * * *"));

    private static Task<CancelResult> PauseAsync(EngineHost host, string? note) => host.TurnUntilAsync(host.Scheduler.PauseAsync("a", note));
}
