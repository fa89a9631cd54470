using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>What a stop does to the runs of the schedules that it means.</summary>
public abstract class StoppingRunsContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [TestCase(StopAction.Delete, CancelRequest.BeforeStart)]
    [TestCase(StopAction.Delete, CancelRequest.Always)]
    [TestCase(StopAction.Pause, CancelRequest.BeforeStart)]
    [TestCase(StopAction.Pause, CancelRequest.Always)]
    public async Task A_claimed_run_is_marked_told_and_goes_on_in_the_store(StopAction action, CancelRequest cancel)
    {
        var run = await SaveClaimedAsync("a");
        await Store.RenewAsync(new(run.Id, 1, true), Lease);
        var marked = (await Store.ReadRunAsync(run.Id))! with { Cancel = cancel };

        var result = await Store.StopAsync(new StopCommand(action, cancel) { Ids = ["a"] });

        result.Claimed.Should().Equal(marked);
        result.Waiting.Should().BeEmpty();
        (await Store.ReadRunAsync(run.Id)).Should().Be(marked);
        (await Store.ReadWindowAsync(10)).Runs.Should().Equal(marked);
        (await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded))).Recorded.Should().BeTrue();
    }

    [TestCase(StopAction.Delete)]
    [TestCase(StopAction.Pause)]
    public async Task A_run_that_waits_ends_as_cancelled_at_once(StopAction action)
    {
        var run = await SaveWaitingAsync("a", Step);

        var result = await Store.StopAsync(new StopCommand(action, CancelRequest.BeforeStart) { Ids = ["a"] });

        result.Claimed.Should().BeEmpty();
        result.Waiting.Select(head => head.Id).Should().Equal(run.Id);
        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
        (await Store.ReadWindowAsync(10)).Runs.Should().BeEmpty();
        await AdvanceAsync(Step);
        (await Store.RescueAsync(new(run.Id, 1), Other)).Verdict.Should().Be(RescueVerdict.Refused);
    }

    [Test]
    public async Task A_run_that_was_ended_by_a_pause_is_counted_as_cancelled()
    {
        await SaveWaitingAsync("a", Step);

        await Store.PauseAsync("a");

        var row = await ReadAsync("a");
        (row.Counts, row.LastOutcome).Should().Be((new OutcomeCounts(0, 0, 1, 0, 0), RunOutcome.Cancelled));
        row.LastEndedAt.Should().NotBeNull();
    }

    [TestCase(CancelRequest.BeforeStart, CancelRequest.Always)]
    [TestCase(CancelRequest.Always, CancelRequest.BeforeStart)]
    [TestCase(CancelRequest.Always, CancelRequest.None)]
    public async Task Of_two_marks_the_stronger_one_stays(CancelRequest first, CancelRequest second)
    {
        var run = await SaveClaimedAsync("a");
        await Store.PauseAsync("a", first);
        await Store.ResumeAsync("a");

        var result = await Store.DeleteAsync("a", second);

        result.Claimed.Should().Equal(run.ToHead() with { Cancel = CancelRequest.Always });
    }

    [Test]
    public async Task A_mark_is_stronger_than_resuming()
    {
        var run = await SaveClaimedAsync("a");
        await Store.PauseAsync("a", CancelRequest.BeforeStart);

        await Store.ResumeAsync("a");

        (await Store.ReadRunAsync(run.Id))!.Cancel.Should().Be(CancelRequest.BeforeStart);
        (await Store.RenewAsync(new(run.Id, 1, false), Lease)).Held.Should().BeFalse();
    }

    [Test]
    public async Task All_runs_of_all_schedules_meant_are_told_and_no_others()
    {
        static ScheduleWrite AllowAll(ScheduleWrite write) => write with { Overlap = OverlapPolicy.AllowAll, Group = "g" };
        var first = await SaveClaimedAsync("a", AllowAll);
        var second = await ClaimAsync(Claims.Of(await ReadAsync("a")), Other);
        var waiting = await ClaimAsync(Claims.Of(await ReadAsync("a")));
        await Store.FinishAsync(new(waiting.Id, 1, RunState.Waiting) { RetryAfter = Step });
        var third = await SaveClaimedAsync("b", AllowAll);
        var spared = await SaveClaimedAsync("c");

        var result = await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Filter = new() { Group = "g" } });

        result.Claimed.Select(head => head.Id).Should().BeEquivalentTo([first.Id, second.Id, third.Id]);
        result.Waiting.Select(head => head.Id).Should().BeEquivalentTo([waiting.Id]);
        (await Store.ReadRunAsync(spared.Id))!.Cancel.Should().Be(CancelRequest.None);
    }

    [Test]
    public async Task A_stop_of_a_completed_schedule_reaches_its_last_run()
    {
        var run = await ClaimAsync(Claims.Of(await SaveDueAsync("a")) with { Next = null });

        var result = await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { CancelKeys = [Writes.CancelKey("a")] });

        result.Claimed.Select(head => head.Id).Should().Equal(run.Id);
    }

    [Test]
    public async Task A_deleted_schedules_run_whose_node_is_lost_ends_as_cancelled()
    {
        var run = await SaveClaimedAsync("a");
        await Store.DeleteAsync("a");
        await AdvanceAsync(Lease);

        (await Store.RescueAsync(new(run.Id, 1), Other)).Verdict.Should().Be(RescueVerdict.Cancelled);
        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
    }

    [Test]
    public async Task By_its_id_a_claimed_run_is_reached_though_its_schedule_is_not_to_be_stopped(
        [Values] StopAction action, [Values("deleted", "paused", "completed")] string fate)
    {
        var run = await SaveClaimedAndLeaveAsync(fate);
        StopCommand command = new(action, CancelRequest.BeforeStart) { Ids = ["a"] };

        var first = await Store.StopAsync(command);
        var stronger = await Store.StopAsync(command with { Cancel = CancelRequest.Always });
        var weaker = await Store.StopAsync(command with { Cancel = CancelRequest.None });

        first.Claimed.Should().Equal(run.ToHead() with { Cancel = CancelRequest.BeforeStart });
        stronger.Claimed.Should().Equal(run.ToHead() with { Cancel = CancelRequest.Always });
        weaker.Claimed.Should().Equal(stronger.Claimed);
        (await Store.ReadRunAsync(run.Id)).Should().Be(stronger.Claimed[0]);
        first.Waiting.Concat(stronger.Waiting).Concat(weaker.Waiting).Should().BeEmpty();
    }

    [Test]
    public async Task By_its_id_a_run_that_waits_is_ended_though_its_schedule_is_not_to_be_stopped(
        [Values] StopAction action, [Values("deleted", "paused", "completed")] string fate)
    {
        var run = await SaveClaimedAndLeaveAsync(fate);
        (await Store.FinishAsync(new(run.Id, 1, RunState.Waiting) { RetryAfter = Step })).Recorded.Should().BeTrue();

        var result = await Store.StopAsync(new StopCommand(action, CancelRequest.BeforeStart) { Ids = ["a"] });

        result.Waiting.Select(head => head.Id).Should().Equal(run.Id);
        result.Claimed.Should().BeEmpty();
        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
        await AdvanceAsync(Step);
        (await Store.RescueAsync(new(run.Id, 1), Other)).Verdict.Should().Be(RescueVerdict.Refused);
    }

    [TestCase(StopAction.Delete, "deleted")]
    [TestCase(StopAction.Pause, "deleted")]
    [TestCase(StopAction.Pause, "paused")]
    [TestCase(StopAction.Pause, "completed")]
    public async Task By_key_or_filter_only_the_runs_of_schedules_that_are_stopped_are_reached(StopAction action, string fate)
    {
        var run = await SaveClaimedAndLeaveAsync(fate);

        var byKey = await Store.StopAsync(new StopCommand(action, CancelRequest.Always) { CancelKeys = [Writes.CancelKey("a")] });
        var byFilter = await Store.StopAsync(new StopCommand(action, CancelRequest.Always) { Filter = ScheduleFilter.All });

        byKey.Claimed.Concat(byFilter.Claimed).Should().BeEmpty();
        (await Store.ReadRunAsync(run.Id)).Should().Be(run.ToHead());
    }

    [Test]
    public async Task By_its_id_the_runs_of_all_its_lives_are_reached_each_once()
    {
        var first = await SaveClaimedAsync("a");
        await Store.DeleteAsync("a", CancelRequest.BeforeStart);
        var second = await SaveClaimedAsync("a");

        var result = await Store.DeleteAsync("a");

        result.Claimed.Should().BeEquivalentTo(
            [first.ToHead() with { Cancel = CancelRequest.Always }, second.ToHead() with { Cancel = CancelRequest.Always }]);
    }

    // The schedule is stopped, but nothing was said of its run.
    private async Task<StoredRun> SaveClaimedAndLeaveAsync(string fate)
    {
        var claim = Claims.Of(await SaveDueAsync("a"));
        var run = await ClaimAsync(fate == "completed" ? claim with { Next = null } : claim);
        switch (fate)
        {
            case "deleted":
                await Store.DeleteAsync("a", CancelRequest.None);
                break;
            case "paused":
                await SaveAsync(Writes.Replacing(await ReadAsync("a")) with { State = ScheduleState.Paused });
                break;
        }

        return run;
    }
}
