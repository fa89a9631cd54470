using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>A stop whose first step is about schedules alone, and whose second one, once that has become true, is about their runs.</summary>
public abstract class StoppingInTwoStepsContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [TestCase(StopAction.Delete)]
    [TestCase(StopAction.Pause)]
    public async Task The_first_step_stops_schedules_and_leaves_their_runs_alone(StopAction action)
    {
        var claimed = await SaveClaimedAsync("by-id");
        var waiting = await SaveWaitingAsync("by-key", Step);
        var third = await SaveClaimedAsync("by-filter", write => write with { Group = "g" });
        var heads = await HeadsAsync(claimed, waiting, third);

        var result = await Store.StopAsync(new StopCommand(action, CancelRequest.Always)
        {
            Ids = ["by-id"],
            CancelKeys = [Writes.CancelKey("by-key")],
            Filter = new() { Group = "g" },
            SchedulesOnly = true,
        });

        result.Schedules.Select(schedule => schedule.Id).Should().BeEquivalentTo("by-id", "by-key", "by-filter");
        result.Claimed.Concat(result.Waiting).Should().BeEmpty();
        (await HeadsAsync(claimed, waiting, third)).Should().Equal(heads);
        (await Store.ReadWindowAsync(10)).Schedules.Should().BeEmpty();
        if (action == StopAction.Pause)
        {
            var row = await ReadAsync("by-id");
            (row.State, row.Version).Should().Be((ScheduleState.Paused, result.Schedules.Single(schedule => schedule.Id == "by-id").Version));
        }
        else
        {
            (await Store.ListIdsAsync(ScheduleFilter.All)).Should().BeEmpty();
        }
    }

    [Test]
    public async Task The_first_step_leaves_runs_of_an_id_alone_whose_schedule_is_not_to_be_stopped()
    {
        var deleted = await SaveClaimedAsync("deleted");
        await Store.DeleteAsync("deleted", CancelRequest.None);
        var paused = await SaveClaimedAsync("paused");
        await Store.PauseAsync("paused", CancelRequest.None);

        var result = await Store.StopAsync(
            new StopCommand(StopAction.Pause, CancelRequest.Always) { Ids = ["deleted", "paused", "unknown"], SchedulesOnly = true });

        result.Should().BeEquivalentTo(new StopResult([], [], []));
        (await HeadsAsync(deleted, paused)).Should().Equal(deleted.ToHead(), paused.ToHead());
    }

    [Test]
    public async Task Between_the_steps_a_node_finishes_its_run([Values] StopAction action)
    {
        var run = await SaveClaimedAsync("a");
        await BeginAsync(action);

        (await Store.RenewAsync(new(run.Id, 1, true), Lease)).Held.Should().BeTrue();
        (await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded))).State.Should().Be(RunState.Succeeded);
        (await Store.ListRunsAsync()).Single().State.Should().Be(RunState.Succeeded);
    }

    [Test]
    public async Task The_second_step_stops_all_runs_of_the_schedule([Values] StopAction action)
    {
        var claimed = await SaveClaimedAsync("a", AllowAll);
        var waiting = await ClaimAsync(Claims.Of(await ReadAsync("a")));
        await Store.FinishAsync(new(waiting.Id, 1, RunState.Waiting) { RetryAfter = Step });
        var spared = await SaveClaimedAsync("b");
        var stopped = await BeginAsync(action);

        var result = await CompleteAsync(action, stopped);

        result.Schedules.Should().BeEmpty();
        result.Claimed.Should().Equal(claimed.ToHead() with { Cancel = CancelRequest.BeforeStart });
        result.Waiting.Select(head => head.Id).Should().Equal(waiting.Id);
        (await Store.ReadRunAsync(claimed.Id)).Should().Be(result.Claimed[0]);
        (await Store.ReadRunAsync(waiting.Id)).Should().BeNull();
        (await Store.ListRunsAsync()).Single(run => run.Id == waiting.Id).State.Should().Be(RunState.Cancelled);
        (await Store.ReadRunAsync(spared.Id)).Should().Be(spared.ToHead());
    }

    [Test]
    public async Task The_second_step_changes_no_schedule_but_for_its_count()
    {
        await SaveWaitingAsync("a", Step);
        var stopped = await BeginAsync(StopAction.Pause);
        var before = await ReadAsync("a");

        await CompleteAsync(StopAction.Pause, stopped);

        var after = await ReadAsync("a");
        (after.State, after.Version, after.NextDue).Should().Be((ScheduleState.Paused, stopped.Version, before.NextDue));
        (after.Counts, after.LastOutcome).Should().Be((new OutcomeCounts(0, 0, 1, 0, 0), RunOutcome.Cancelled));
    }

    [Test]
    public async Task Of_a_schedule_that_was_saved_again_only_runs_of_the_former_life_are_stopped()
    {
        var former = await SaveClaimedAsync("a");
        var stopped = await BeginAsync(StopAction.Delete);
        var present = await SaveClaimedAsync("a");
        var before = await ReadAsync("a");

        var result = await CompleteAsync(StopAction.Delete, stopped);

        result.Claimed.Should().Equal(former.ToHead() with { Cancel = CancelRequest.BeforeStart });
        (result.Schedules.Count, result.Waiting.Count).Should().Be((0, 0));
        (await Store.ReadRunAsync(present.Id)).Should().Be(present.ToHead());
        (await ReadAsync("a")).Should().BeEquivalentTo(before);
    }

    [Test]
    public async Task A_life_that_began_and_ended_since_is_left_alone()
    {
        var former = await SaveClaimedAsync("a");
        var stopped = await BeginAsync(StopAction.Delete);
        var second = await SaveClaimedAsync("a");
        await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Ids = ["a"], SchedulesOnly = true });

        var result = await CompleteAsync(StopAction.Delete, stopped);

        result.Claimed.Select(head => head.Id).Should().Equal(former.Id);
        (await Store.ReadRunAsync(second.Id)).Should().Be(second.ToHead());
    }

    [Test]
    public async Task Of_a_schedule_that_was_resumed_only_runs_from_before_are_stopped()
    {
        var older = await SaveClaimedAsync("a", AllowAll);
        var waiting = await ClaimAsync(Claims.Of(await ReadAsync("a")));
        await Store.FinishAsync(new(waiting.Id, 1, RunState.Waiting) { RetryAfter = Step });
        var stopped = await BeginAsync(StopAction.Pause);
        await Store.ResumeAsync("a");
        var newer = await ClaimAsync(Claims.Of(await ReadAsync("a")));

        var result = await CompleteAsync(StopAction.Pause, stopped);

        result.Claimed.Should().Equal(older.ToHead() with { Cancel = CancelRequest.BeforeStart });
        result.Waiting.Select(head => head.Id).Should().Equal(waiting.Id);
        (await Store.ReadRunAsync(newer.Id)).Should().Be(newer.ToHead());
        (await ReadAsync("a")).State.Should().Be(ScheduleState.Active);
    }

    [Test]
    public async Task A_run_of_a_paused_schedule_is_stopped_though_it_was_rescued_meanwhile()
    {
        var run = await SaveClaimedAsync("a");
        var stopped = await BeginAsync(StopAction.Pause);
        await AdvanceAsync(Lease);
        var rescued = (await Store.RescueAsync(new(run.Id, 1), Other)).Run!;
        rescued.Fence.Should().BeGreaterThan(stopped.Version);

        var result = await CompleteAsync(StopAction.Pause, stopped);

        result.Claimed.Should().Equal(rescued.ToHead() with { Cancel = CancelRequest.BeforeStart });
    }

    [Test]
    public async Task A_stronger_mark_stays_and_a_repetition_tells_the_same([Values] StopAction action)
    {
        var run = await SaveClaimedAsync("a");
        var stopped = await BeginAsync(action);

        var first = await CompleteAsync(action, stopped);
        var stronger = await CompleteAsync(action, stopped, CancelRequest.Always);
        var weaker = await CompleteAsync(action, stopped);

        first.Claimed.Should().Equal(run.ToHead() with { Cancel = CancelRequest.BeforeStart });
        stronger.Claimed.Should().Equal(run.ToHead() with { Cancel = CancelRequest.Always });
        weaker.Claimed.Should().Equal(stronger.Claimed);
        (await Store.ReadRunAsync(run.Id)).Should().Be(stronger.Claimed[0]);
    }

    [Test]
    public async Task Several_schedules_are_completed_at_once_and_none_twice()
    {
        var (a, b) = (await SaveClaimedAsync("a"), await SaveClaimedAsync("b"));
        var stopped = (await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Ids = ["a", "b"], SchedulesOnly = true })).Schedules;

        var result = await Store.StopAsync(
            new StopCommand(StopAction.Delete, CancelRequest.Always) { Ids = ["a"], StoppedBefore = [.. stopped, new("unknown", stopped[0].Version)] });

        result.Claimed.Select(head => head.Id).Should().BeEquivalentTo([a.Id, b.Id]);
        (result.Schedules.Count, result.Waiting.Count).Should().Be((0, 0));
    }

    private static ScheduleWrite AllowAll(ScheduleWrite write) => write with { Overlap = OverlapPolicy.AllowAll };

    private async Task<StoppedSchedule> BeginAsync(StopAction action) =>
        (await Store.StopAsync(new StopCommand(action, CancelRequest.BeforeStart) { Ids = ["a"], SchedulesOnly = true })).Schedules.Single();

    private Task<StopResult> CompleteAsync(StopAction action, StoppedSchedule stopped, CancelRequest cancel = CancelRequest.BeforeStart) =>
        Store.StopAsync(new StopCommand(action, cancel) { StoppedBefore = [stopped] });

    private async Task<IReadOnlyList<RunHead?>> HeadsAsync(params StoredRun[] runs)
    {
        List<RunHead?> heads = [];
        foreach (var run in runs)
        {
            heads.Add(await Store.ReadRunAsync(run.Id));
        }

        return heads;
    }
}
