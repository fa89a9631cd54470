using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How runs are taken over.</summary>
public abstract class RescuingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    private static readonly TimeSpan s_microsecond = TimeSpan.FromMicroseconds(1);

    [Test]
    public async Task A_run_whose_lease_has_ended_is_taken_over_on_its_next_attempt()
    {
        var run = await SaveClaimedAsync("a", write => write with { Payload = "1" });
        await Store.RenewAsync(new(run.Id, 1, true), Lease);
        await AdvanceAsync(Lease);
        var now = await StoreNowAsync();

        var result = await Store.RescueAsync(new(run.Id, 1), Other);

        (result.Verdict, result.Present).Should().Be((RescueVerdict.Rescued, null));
        var rescued = result.Run!;
        rescued.Fence.Should().BeGreaterThan(run.Fence);
        ShouldBeAt(rescued.LeaseUntil, now + Lease);
        rescued.Should().Be(run with { Attempt = 2, Lost = 1, Node = Other.Node, Fence = rescued.Fence, LeaseUntil = rescued.LeaseUntil });
        (await Store.ReadRunAsync(run.Id)).Should().Be(rescued.ToHead());
        (await Store.ReadWindowAsync(10)).Runs.Should().Equal(rescued.ToHead());
    }

    [TestCase(-1, RescueVerdict.Refused)]
    [TestCase(0, RescueVerdict.Rescued)]
    [TestCase(1, RescueVerdict.Rescued)]
    public async Task A_lease_holds_until_its_end_and_not_a_microsecond_longer(int microseconds, RescueVerdict verdict)
    {
        Needs(ScheduleStoreCapabilities.ExactTime);
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Lease + (microseconds * s_microsecond));

        (await Store.RescueAsync(new(run.Id, 1), Other)).Verdict.Should().Be(verdict);
    }

    [TestCase(-1, RescueVerdict.Refused)]
    [TestCase(0, RescueVerdict.Rescued)]
    [TestCase(1, RescueVerdict.Rescued)]
    public async Task A_run_waits_until_its_time_and_not_a_microsecond_less(int microseconds, RescueVerdict verdict)
    {
        Needs(ScheduleStoreCapabilities.ExactTime);
        var run = await SaveWaitingAsync("a", 5 * Step);
        await AdvanceAsync((5 * Step) + (microseconds * s_microsecond));

        (await Store.RescueAsync(new(run.Id, 1), Other)).Verdict.Should().Be(verdict);
    }

    [Test]
    public async Task A_run_that_waited_has_lost_no_node()
    {
        var run = await SaveWaitingAsync("a", TimeSpan.Zero);

        var rescued = (await Store.RescueAsync(new(run.Id, 1), Other)).Run!;

        (rescued.State, rescued.Attempt, rescued.Failures, rescued.Lost, rescued.Node).Should().Be((RunState.Claimed, 2, 1, 0, Other.Node));
    }

    [Test]
    public async Task A_run_that_is_held_is_refused_and_told_as_it_stands()
    {
        var run = await SaveClaimedAsync("a");

        (await Store.RescueAsync(new(run.Id, 1), Other)).Should().Be(new RescueResult(RescueVerdict.Refused, null, run.ToHead()));
    }

    [Test]
    public async Task A_run_that_has_ended_or_is_unknown_is_refused()
    {
        var run = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded));
        await AdvanceAsync(Lease);

        (await Store.RescueAsync(new(run.Id, 1), Other)).Should().Be(new RescueResult(RescueVerdict.Refused, null, null));
        (await Store.RescueAsync(new(Guid.NewGuid(), 1), Other)).Should().Be(new RescueResult(RescueVerdict.Refused, null, null));
    }

    [Test]
    public async Task Another_attempt_is_refused_though_the_lease_has_ended()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Lease);

        (await Store.RescueAsync(new(run.Id, 2), Other)).Should().Be(new RescueResult(RescueVerdict.Refused, null, run.ToHead()));
        await Store.RescueAsync(new(run.Id, 1), Other);
        await AdvanceAsync(Lease);
        (await Store.RescueAsync(new(run.Id, 1), Holder)).Verdict.Should().Be(RescueVerdict.Refused);
    }

    [Test]
    public async Task A_rescue_whose_reply_was_lost_is_repeated_by_the_same_node()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Lease);
        var first = await Store.RescueAsync(new(run.Id, 1), Other);

        (await Store.RescueAsync(new(run.Id, 1), Other)).Should().Be(first);
        (await Store.RescueAsync(new(run.Id, 1), Holder)).Should().Be(new RescueResult(RescueVerdict.Refused, null, first.Run!.ToHead()));
    }

    [Test]
    public async Task A_node_does_not_rescue_what_it_holds_itself()
    {
        var run = await SaveClaimedAsync("a");

        (await Store.RescueAsync(new(run.Id, 1), Holder)).Should().Be(new RescueResult(RescueVerdict.Refused, null, run.ToHead()));
        (await Store.RescueAsync(new(run.Id, 2), Holder)).Should().Be(new RescueResult(RescueVerdict.Refused, null, run.ToHead()));
    }

    [Test]
    public async Task A_rescue_is_not_repeated_once_its_run_waits_again()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Lease);
        await Store.RescueAsync(new(run.Id, 1), Other);
        await Store.FinishAsync(new(run.Id, 2, RunState.Waiting) { RetryAfter = Step });

        (await Store.RescueAsync(new(run.Id, 1), Other)).Verdict.Should().Be(RescueVerdict.Refused);
    }

    [TestCase(CancelRequest.BeforeStart)]
    [TestCase(CancelRequest.Always)]
    public async Task A_run_that_is_to_be_stopped_ends_as_cancelled(CancelRequest cancel)
    {
        var run = await SaveClaimedAsync("a");
        await Store.PauseAsync("a", cancel);
        await AdvanceAsync(Lease);

        (await Store.RescueAsync(new(run.Id, 1), Other)).Should().Be(new RescueResult(RescueVerdict.Cancelled, null, null));

        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
        var row = await ReadAsync("a");
        (row.Counts, row.LastOutcome).Should().Be((new OutcomeCounts(0, 0, 1, 0, 0), RunOutcome.Cancelled));
    }

    [Test]
    public async Task A_run_that_loses_too_many_nodes_ends_as_failed()
    {
        var run = await SaveClaimedAsync("a");
        for (var attempt = 1; attempt < 3; attempt++)
        {
            await AdvanceAsync(Lease);
            (await Store.RescueAsync(new(run.Id, attempt), Other)).Run!.Lost.Should().Be(attempt);
        }

        await AdvanceAsync(Lease);
        (await Store.RescueAsync(new(run.Id, 3), Other)).Should().Be(new RescueResult(RescueVerdict.Poisoned, null, null));

        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
        var row = await ReadAsync("a");
        (row.Counts, row.LastOutcome).Should().Be((new OutcomeCounts(0, 1, 0, 0, 0), RunOutcome.Failed));
        row.LastError.Should().NotBeNullOrEmpty();
        (await Store.ClaimAsync(Claims.Of(row), Holder)).Verdict.Should().Be(ClaimVerdict.Claimed);
    }

    [Test]
    public async Task Failures_of_the_handler_do_not_poison()
    {
        var run = await SaveWaitingAsync("a", TimeSpan.Zero);
        for (var attempt = 1; attempt < 6; attempt++)
        {
            (await Store.RescueAsync(new(run.Id, attempt), Other)).Verdict.Should().Be(RescueVerdict.Rescued);
            await Store.FinishAsync(new(run.Id, attempt + 1, RunState.Waiting) { HandlerFailed = true });
        }

        var last = (await Store.RescueAsync(new(run.Id, 6), Other)).Run!;

        (last.Attempt, last.Failures, last.Lost).Should().Be((7, 6, 0));
    }

    [Test]
    public async Task The_items_of_a_batch_are_decided_one_by_one()
    {
        var (a, b) = (await SaveWaitingAsync("a", TimeSpan.Zero), await SaveWaitingAsync("b", TimeSpan.Zero));

        var results = (await Store.RescueAsync(
            [new(a.Id, 1), new(Guid.NewGuid(), 1), new(b.Id, 5), new(b.Id, 1)], Other, 3, CancellationToken.None)).Value;

        results.Select(result => result.Verdict)
            .Should().Equal(RescueVerdict.Rescued, RescueVerdict.Refused, RescueVerdict.Refused, RescueVerdict.Rescued);
    }
}
