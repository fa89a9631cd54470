using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Cancelling;

internal sealed class ApiDeleteTests
{
    private static readonly Recurrence s_hourly = Recurrence.Cron("@hourly");

    [Test]
    public async Task An_unknown_id_deletes_nothing()
    {
        await using var host = await ArrangeAsync(new ReminderJobs());

        (await host.TurnUntilAsync(host.Scheduler.DeleteAsync("A"))).Should().Be(CancelResult.None);
        (await RemainingAsync(host)).Should().Be("abcd");
    }

    [Test]
    public async Task A_deleted_schedule_is_gone_and_never_runs()
    {
        var jobs = new ReminderJobs();
        await using var host = await ArrangeAsync(jobs);

        (await host.TurnUntilAsync(host.Scheduler.DeleteAsync("a"))).Should().Be(new CancelResult(1, 1, 0, 0));
        (await host.TurnUntilAsync(host.Scheduler.DeleteAsync("a"))).Should().Be(CancelResult.None);

        (await host.Scheduler.GetAsync("a")).Should().BeNull();
        await host.GoOnAsync(TimeSpan.FromHours(1));
        jobs.Runs.Select(run => run.ScheduleId).Should().BeEquivalentTo("b", "c");
    }

    [Test]
    public async Task Those_that_match_a_filter_are_deleted_and_no_others()
    {
        await using var host = await ArrangeAsync(new ReminderJobs());

        await DeleteAsync(host, new ScheduleFilter { Group = "none" }, 0, "abcd");
        await DeleteAsync(host, new ScheduleFilter { Names = [] }, 0, "abcd");
        await DeleteAsync(host, new ScheduleFilter { Group = "g", Names = ["y", "z"] }, 1, "acd");
        await DeleteAsync(host, new ScheduleFilter { State = ScheduleState.Paused }, 1, "ac");
        await DeleteAsync(host, new ScheduleFilter { Group = "g" }, 1, "c");
        await DeleteAsync(host, new ScheduleFilter { Job = "remind" }, 0, "c");
        await DeleteAsync(host, new ScheduleFilter { Job = "plain" }, 1, "");
    }

    [Test]
    public async Task All_are_deleted_only_when_all_are_named()
    {
        await using var host = await ArrangeAsync(new ReminderJobs());

        await DeleteAsync(host, ScheduleFilter.All, 4, "");
        await DeleteAsync(host, ScheduleFilter.All, 0, "");
    }

    [Test]
    public async Task An_id_that_is_saved_again_after_a_delete_lives_another_life()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        var once = new ScheduleDefinition("a", "plain", Recurrence.Once(EngineHost.Start.AddHours(1)));
        var first = await host.Scheduler.SaveAsync(once);
        await host.GoOnAsync(TimeSpan.FromHours(2));
        await host.TurnUntilAsync(host.Scheduler.DeleteAsync("a"));

        var second = await host.Scheduler.SaveAsync(once);
        await host.GoOnAsync(TimeSpan.FromHours(1));

        second.Version.Should().BeGreaterThan(first.Version);
        second.CreatedAt.Should().Be(EngineHost.Start.AddHours(2));
        second.Counts.Should().Be(default(OutcomeCounts));
        jobs.Occurrences.Should().Equal([EngineHost.Start.AddHours(1), EngineHost.Start.AddHours(1)], "a time that is past is due at once for a new schedule");
        jobs.Runs.Select(run => run.IdempotencyKey).Should().OnlyHaveUniqueItems();
        jobs.Runs.Select(run => run.FencingToken).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    [TestCase(RunningRuns.Cancel, StopReason.Cancelled)]
    [TestCase(RunningRuns.Leave, StopReason.None)]
    public async Task A_running_handler_is_signalled_or_left_to_end(RunningRuns fate, StopReason reason)
    {
        var jobs = new ReminderJobs();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var wasCancelled = false;
        jobs.Does = async (_, ct) =>
        {
            await release.Task;
            wasCancelled = ct.IsCancellationRequested;
        };
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", s_hourly));
        await jobs.BeginAsync(host, EngineHost.Start.AddHours(1), 1);

        var result = await host.TurnUntilAsync(host.Scheduler.DeleteAsync("a", fate));
        release.SetResult();
        await host.SettleAsync();

        result.Should().Be(new CancelResult(1, 0, 0, 1));
        wasCancelled.Should().Be(fate == RunningRuns.Cancel);
        jobs.Runs.Single().StopReason.Should().Be(reason);
        host.Store.Count("finish").Should().Be(1);
    }

    private static async Task DeleteAsync(EngineHost host, ScheduleFilter filter, int deleted, string remaining)
    {
        (await host.TurnUntilAsync(host.Scheduler.DeleteAsync(filter))).Should().Be(new CancelResult(deleted, deleted, 0, 0));
        (await RemainingAsync(host)).Should().Be(remaining);
    }

    private static async Task<string> RemainingAsync(EngineHost host) => string.Concat((await host.ListAsync()).Select(schedule => schedule.Id));

    private static async Task<EngineHost> ArrangeAsync(ReminderJobs jobs)
    {
        var host = await new EngineHost(jobs.Register).StartAsync();
        await host.Scheduler.SaveAsync(
        [
            new ScheduleDefinition("a", "plain", s_hourly) { Group = "g", Name = "x" },
            new ScheduleDefinition("b", "remind", s_hourly) { Group = "g", Name = "y", Payload = new Reminder(1) },
            new ScheduleDefinition("c", "plain", s_hourly) { Group = "h", Name = "y" },
            new ScheduleDefinition("d", "plain", s_hourly),
        ]);
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("d"));
        return host;
    }
}
