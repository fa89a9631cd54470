using FluentAssertions;
using NUnit.Framework;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How leases are prolonged.</summary>
public abstract class RenewingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_lease_is_prolonged_from_the_stores_now()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Step);
        var now = await StoreNowAsync();

        var result = await Store.RenewAsync(new(run.Id, 1, false), 5 * Step);

        (result.Held, result.Cancel).Should().Be((true, CancelRequest.None));
        ShouldBeAt(result.LeaseUntil, now + (5 * Step));
        var head = (await Store.ReadRunAsync(run.Id))!;
        head.Should().Be(run.ToHead() with { LeaseUntil = result.LeaseUntil });
        (await Store.ReadWindowAsync(10)).Runs.Should().Equal(head);
    }

    [Test]
    public async Task A_lease_that_has_ended_is_prolonged_as_long_as_nobody_took_over()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(2 * Lease);

        (await Store.RenewAsync(new(run.Id, 1, false), Lease)).Held.Should().BeTrue();
        (await Store.RescueAsync(new(run.Id, 1), Other)).Verdict.Should().Be(RescueVerdict.Refused);
    }

    [Test]
    public async Task That_the_handler_has_started_is_stored_once_true()
    {
        var run = await SaveClaimedAsync("a");

        await Store.RenewAsync(new(run.Id, 1, true), Lease);
        await Store.RenewAsync(new(run.Id, 1, false), Lease);

        (await Store.ReadRunAsync(run.Id))!.Started.Should().BeTrue();
    }

    [Test]
    public async Task An_attempt_that_was_taken_over_is_not_prolonged()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Lease);
        await Store.RescueAsync(new(run.Id, 1), Other);
        var before = await Store.ReadRunAsync(run.Id);

        (await Store.RenewAsync(new(run.Id, 1, true), 9 * Lease)).Held.Should().BeFalse();
        (await Store.RenewAsync(new(run.Id, 3, true), 9 * Lease)).Held.Should().BeFalse();
        (await Store.ReadRunAsync(run.Id)).Should().Be(before);
    }

    [Test]
    public async Task A_run_that_waits_has_ended_or_is_unknown_is_not_prolonged()
    {
        var waiting = await SaveWaitingAsync("waiting", Step);
        var ended = await SaveClaimedAsync("ended");
        await Store.FinishAsync(new(ended.Id, 1, RunState.Succeeded));
        var before = await Store.ReadRunAsync(waiting.Id);

        (await Store.RenewAsync(new(waiting.Id, 1, true), 9 * Lease)).Held.Should().BeFalse();
        (await Store.RenewAsync(new(ended.Id, 1, true), 9 * Lease)).Held.Should().BeFalse();
        (await Store.RenewAsync(new(Guid.NewGuid(), 1, true), 9 * Lease)).Held.Should().BeFalse();
        (await Store.ReadRunAsync(waiting.Id)).Should().Be(before);
    }

    [TestCase(CancelRequest.BeforeStart)]
    [TestCase(CancelRequest.Always)]
    public async Task A_run_that_is_to_be_stopped_and_has_not_started_is_not_prolonged(CancelRequest cancel)
    {
        var run = await SaveClaimedAsync("a");
        await Store.DeleteAsync("a", cancel);

        var result = await Store.RenewAsync(new(run.Id, 1, false), 9 * Lease);

        (result.Held, result.Cancel).Should().Be((false, cancel));
        (await Store.ReadRunAsync(run.Id))!.LeaseUntil.Should().Be(run.LeaseUntil);
    }

    [TestCase(CancelRequest.BeforeStart, true)]
    [TestCase(CancelRequest.Always, true)]
    [TestCase(CancelRequest.BeforeStart, false)]
    [TestCase(CancelRequest.Always, false)]
    public async Task A_run_that_is_to_be_stopped_and_has_started_is_prolonged_and_learns_of_it(CancelRequest cancel, bool startIsStoredBefore)
    {
        var run = await SaveClaimedAsync("a");
        if (startIsStoredBefore)
        {
            await Store.RenewAsync(new(run.Id, 1, true), Lease);
        }

        await Store.PauseAsync("a", cancel);

        var result = await Store.RenewAsync(new(run.Id, 1, Started: !startIsStoredBefore), 9 * Lease);

        (result.Held, result.Cancel).Should().Be((true, cancel));
        (await Store.ReadRunAsync(run.Id)).Should()
            .Be(run.ToHead() with { LeaseUntil = result.LeaseUntil, Started = true, Cancel = cancel });
    }

    [Test]
    public async Task The_items_of_a_batch_are_decided_one_by_one()
    {
        var (a, b) = (await SaveClaimedAsync("a"), await SaveClaimedAsync("b"));

        var results = (await Store.RenewAsync(
            [new(a.Id, 1, false), new(Guid.NewGuid(), 1, false), new(b.Id, 2, false), new(b.Id, 1, true)], Lease, CancellationToken.None)).Value;

        results.Select(result => result.Held).Should().Equal(true, false, false, true);
    }
}
