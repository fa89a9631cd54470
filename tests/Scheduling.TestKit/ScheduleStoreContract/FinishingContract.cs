using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How the ends of attempts are stored.</summary>
public abstract class FinishingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [TestCase(RunState.Succeeded, RunOutcome.Succeeded, 1, 0, 0)]
    [TestCase(RunState.Failed, RunOutcome.Failed, 0, 1, 0)]
    [TestCase(RunState.Cancelled, RunOutcome.Cancelled, 0, 0, 1)]
    public async Task A_run_that_ends_is_counted_with_its_schedule(RunState state, RunOutcome outcome, int succeeded, int failed, int cancelled)
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Step);
        var (before, now) = (await ReadAsync("a"), await StoreNowAsync());

        var result = await Store.FinishAsync(new(run.Id, 1, state) { Error = "e" });

        result.Should().Be(new CompletionResult(true, state, null));
        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
        var after = await ReadAsync("a");
        (after.Counts, after.LastOutcome, after.LastError)
            .Should().Be((new OutcomeCounts(succeeded, failed, cancelled, 0, 0), outcome, state == RunState.Failed ? "e" : null));
        ShouldBeAt(after.LastEndedAt, now);
        (after.Version, after.NextDue, after.State).Should().Be((before.Version, before.NextDue, before.State));
    }

    [Test]
    public async Task The_error_of_an_earlier_run_is_forgotten_with_the_next()
    {
        var first = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(first.Id, 1, RunState.Failed) { Error = "e" });
        var second = await ClaimAsync(Claims.Of(await ReadAsync("a")));

        await Store.FinishAsync(new(second.Id, 1, RunState.Succeeded));

        var row = await ReadAsync("a");
        (row.Counts, row.LastOutcome, row.LastError).Should().Be((new OutcomeCounts(1, 1, 0, 0, 0), RunOutcome.Succeeded, null));
    }

    [Test]
    public async Task A_run_that_is_to_be_tried_again_waits_from_the_stores_now()
    {
        var run = await SaveClaimedAsync("a");
        var now = await StoreNowAsync();

        var result = await Store.FinishAsync(new(run.Id, 1, RunState.Waiting) { RetryAfter = 5 * Step, HandlerFailed = true, Error = "e" });

        (result.Recorded, result.State).Should().Be((true, RunState.Waiting));
        ShouldBeAt(result.WakeAt, now + (5 * Step));
        var head = (await Store.ReadRunAsync(run.Id))!;
        (head.State, head.Attempt, head.LeaseUntil).Should().Be((RunState.Waiting, 1, result.WakeAt!.Value));
        var row = await ReadAsync("a");
        (row.Counts, row.LastOutcome).Should().Be((default, null));
    }

    [Test]
    public async Task A_run_that_is_handed_back_has_not_failed()
    {
        var run = await SaveClaimedAsync("a");

        var result = await Store.FinishAsync(new(run.Id, 1, RunState.Waiting));
        var rescued = (await Store.RescueAsync(new(run.Id, 1), Other)).Run!;

        result.WakeAt.Should().NotBeNull();
        (rescued.Failures, rescued.Lost, rescued.Attempt).Should().Be((0, 0, 2));
    }

    [Test]
    public async Task The_result_of_an_attempt_that_was_taken_over_is_refused()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Lease);
        var rescued = (await Store.RescueAsync(new(run.Id, 1), Other)).Run!;
        var before = await ReadAsync("a");

        (await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded) { SetAside = "x" })).Recorded.Should().BeFalse();
        (await Store.FinishAsync(new(run.Id, 3, RunState.Succeeded))).Recorded.Should().BeFalse();
        (await Store.FinishAsync(new(Guid.NewGuid(), 1, RunState.Succeeded))).Recorded.Should().BeFalse();

        (await Store.ReadRunAsync(run.Id)).Should().Be(rescued.ToHead());
        (await ReadAsync("a")).Should().BeEquivalentTo(before);
    }

    [Test]
    public async Task The_result_of_a_run_that_waits_or_has_ended_is_refused()
    {
        var waiting = await SaveWaitingAsync("waiting", Step);
        var ended = await SaveClaimedAsync("ended");
        await Store.FinishAsync(new(ended.Id, 1, RunState.Succeeded));

        (await Store.FinishAsync(new(waiting.Id, 1, RunState.Succeeded))).Recorded.Should().BeFalse();
        (await Store.FinishAsync(new(ended.Id, 1, RunState.Failed))).Recorded.Should().BeFalse();

        (await ReadAsync("waiting")).Counts.Should().Be(default(OutcomeCounts));
        (await ReadAsync("ended")).Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_result_is_recorded_after_the_lease_as_long_as_nobody_took_over()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(2 * Lease);

        (await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded))).Recorded.Should().BeTrue();
    }

    [TestCase(CancelRequest.BeforeStart)]
    [TestCase(CancelRequest.Always)]
    public async Task A_run_that_would_wait_while_it_is_to_be_stopped_ends_as_cancelled(CancelRequest cancel)
    {
        var run = await SaveClaimedAsync("a");
        await Store.PauseAsync("a", cancel);

        var result = await Store.FinishAsync(new(run.Id, 1, RunState.Waiting) { RetryAfter = Step });

        result.Should().Be(new CompletionResult(true, RunState.Cancelled, null));
        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(0, 0, 1, 0, 0));
    }

    [Test]
    public async Task A_run_that_is_to_be_stopped_may_have_ended_otherwise_before()
    {
        var run = await SaveClaimedAsync("a");
        await Store.PauseAsync("a");

        (await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded))).State.Should().Be(RunState.Succeeded);
        (await ReadAsync("a")).Counts.Succeeded.Should().Be(1);
    }

    [Test]
    public async Task A_result_is_recorded_also_when_the_schedule_is_gone()
    {
        await SaveInAsync("b", Step);
        await SaveInAsync("c", Step);
        var run = await SaveClaimedAsync("a");
        await Store.DeleteAsync("a", CancelRequest.BeforeStart);

        (await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded) { SetAside = "x" })).Recorded.Should().BeTrue();

        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
        (await Store.GetAsync("a")).Should().BeNull();
        (await Store.ListIdsAsync(new() { State = ScheduleState.Faulted })).Should().BeEmpty();
    }

    [Test]
    public async Task A_result_is_not_counted_with_a_later_life_of_the_id()
    {
        var run = await SaveClaimedAsync("a");
        await Store.DeleteAsync("a");
        var reborn = await SaveDueAsync("a");

        (await Store.FinishAsync(new(run.Id, 1, RunState.Failed) { Error = "e", SetAside = "x" })).Recorded.Should().BeTrue();

        (await ReadAsync("a")).Should().BeEquivalentTo(reborn);
    }

    [Test]
    public async Task A_schedule_is_set_aside_with_its_run()
    {
        var run = await SaveClaimedAsync("a");
        var before = await ReadAsync("a");

        await Store.FinishAsync(new(run.Id, 1, RunState.Failed) { Error = "e", SetAside = "its payload can't be read" });

        var after = await ReadAsync("a");
        (after.State, after.Note, after.NextDue).Should().Be((ScheduleState.Faulted, "its payload can't be read", before.NextDue));
        after.Version.Should().BeGreaterThan(before.Version);
        after.Counts.Failed.Should().Be(1);
        (await Store.ReadWindowAsync(10)).Schedules.Should().BeEmpty();
    }

    [Test]
    public async Task A_schedule_that_is_not_active_is_not_set_aside_with_its_run()
    {
        var run = await SaveClaimedAsync("a");
        await Store.PauseAsync("a");

        await Store.FinishAsync(new(run.Id, 1, RunState.Failed) { SetAside = "x" });

        var row = await ReadAsync("a");
        (row.State, row.Note).Should().Be((ScheduleState.Paused, null));
    }

    [Test]
    public async Task The_items_of_a_batch_are_decided_one_by_one()
    {
        var (a, b) = (await SaveClaimedAsync("a"), await SaveClaimedAsync("b"));

        var results = (await Store.FinishAsync(
            [
                new(a.Id, 1, RunState.Succeeded), new(a.Id, 1, RunState.Failed), new(b.Id, 2, RunState.Succeeded),
                new(b.Id, 1, RunState.Waiting) { RetryAfter = Step },
            ],
            StoreCalls.Retention, CancellationToken.None)).Value;

        results.Select(result => result.Recorded).Should().Equal(true, false, false, true);
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }
}
