using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>Occurrences that cancel the runs before them.</summary>
public abstract class CancelOtherContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_claimed_run_is_asked_to_stop_and_the_new_one_waits_for_its_end()
    {
        var first = await SaveClaimedAsync("a", CancelOther);
        await Store.RenewAsync(new(first.Id, 1, Started: true), Lease);

        var result = await ClaimNextAsync(Other);

        (result.Verdict, result.Run).Should().Be((ClaimVerdict.Buffered, null));
        var stopped = (await Store.ReadRunAsync(first.Id))!;
        stopped.Cancel.Should().Be(CancelRequest.Always);
        result.Stopped.Should().Equal(stopped);
        var promoted = (await Store.FinishAsync(new Completion(first.Id, 1, RunState.Cancelled))).Promoted!;
        (promoted.Id, promoted.State).Should().Be((result.Buffered!.Id, RunState.Waiting));
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(0, 0, 1, 0, 0));
    }

    [Test]
    public async Task A_run_that_waits_ends_at_once_and_the_new_one_is_claimed()
    {
        var first = await SaveClaimedAsync("a", CancelOther);
        await Store.FinishAsync(new Completion(first.Id, 1, RunState.Waiting) { RetryAfter = 9 * Step });

        var result = await ClaimNextAsync(Holder);

        result.Verdict.Should().Be(ClaimVerdict.Claimed);
        result.Stopped.Should().BeEmpty();
        (await Store.ReadRunAsync(first.Id)).Should().BeNull();
        (await ReadAsync("a")).Counts.Cancelled.Should().Be(1);
    }

    [Test]
    public async Task The_last_one_to_come_takes_the_place_of_those_that_still_wait()
    {
        var first = await SaveClaimedAsync("a", CancelOther);
        var second = (await ClaimNextAsync(Holder)).Buffered!;

        var third = await ClaimNextAsync(Holder);

        third.Verdict.Should().Be(ClaimVerdict.Buffered);
        third.Stopped.Select(run => run.Id).Should().Equal(first.Id);
        (await Store.ReadRunAsync(second.Id)).Should().BeNull();
        (await Store.FinishAsync(new Completion(first.Id, 1, RunState.Cancelled))).Promoted!.Id.Should().Be(third.Buffered!.Id);
        (await ReadAsync("a")).Counts.Cancelled.Should().Be(2);
    }

    [Test]
    public async Task Where_the_holder_has_died_its_run_ends_with_its_lease()
    {
        var first = await SaveClaimedAsync("a", CancelOther);
        var second = (await ClaimNextAsync(Holder)).Buffered!;
        await AdvanceAsync(Lease);

        var result = await Store.RescueAsync(new(first.Id, 1), Other);

        (result.Verdict, result.Promoted?.Id).Should().Be((RescueVerdict.Cancelled, second.Id));
    }

    [Test]
    public async Task Runs_of_other_schedules_and_of_earlier_lives_are_left_alone()
    {
        var other = await SaveClaimedAsync("b", CancelOther);
        var old = await SaveClaimedAsync("a", CancelOther);
        await Store.DeleteAsync("a", CancelRequest.BeforeStart);

        await SaveClaimedAsync("a", CancelOther);

        (await Store.ReadRunAsync(other.Id))!.Cancel.Should().Be(CancelRequest.None);
        (await Store.ReadRunAsync(old.Id))!.Cancel.Should().Be(CancelRequest.BeforeStart);
    }

    private static ScheduleWrite CancelOther(ScheduleWrite write) => write with { Overlap = OverlapPolicy.CancelOther };

    private async Task<ClaimResult> ClaimNextAsync(RunHolder holder) => await Store.ClaimAsync(Claims.Of(await ReadAsync("a")), holder);
}
