using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>Runs that wait for earlier ones to end.</summary>
public abstract class BufferingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task An_occurrence_waits_for_the_open_run_and_the_schedule_goes_on()
    {
        var first = await SaveClaimedAsync("a", BufferAll(3));
        var before = await ReadAsync("a");
        var claim = Claims.Of(before);

        var reply = await Store.ClaimAsync([claim], Other, CancellationToken.None);

        var (result, after) = (reply.Value.Single(), await ReadAsync("a"));
        (result.Verdict, result.Run, result.OpenRun).Should().Be((ClaimVerdict.Buffered, null, null));
        result.Stopped.Should().BeEmpty();
        result.Present.Should().Be(after.ToHead());
        after.Version.Should().BeGreaterThan(before.Version);
        after.Counts.Should().Be(default(OutcomeCounts));
        result.Buffered.Should().BeEquivalentTo(new
        {
            Id = claim.RunId,
            ScheduleId = "a",
            Writes.Job,
            Attempt = 0,
            State = RunState.Buffered,
            Other.Node,
            Started = false,
            Cancel = CancelRequest.None,
        });
        ShouldBeAt(result.Buffered!.LeaseUntil, reply.StoreNow + Lease);
        (await Store.ReadRunAsync(claim.RunId)).Should().Be(result.Buffered);
        (await Store.ReadRunAsync(first.Id))!.State.Should().Be(RunState.Claimed);
    }

    [TestCase(OverlapPolicy.BufferOne, 9, 1)]
    [TestCase(OverlapPolicy.BufferAll, 1, 1)]
    [TestCase(OverlapPolicy.BufferAll, 3, 3)]
    public async Task What_is_beyond_the_buffer_is_skipped(OverlapPolicy policy, int limit, int buffered)
    {
        await SaveClaimedAsync("a", write => write with { Overlap = policy, BufferLimit = limit });
        for (var i = 0; i < buffered; i++)
        {
            (await ClaimNextAsync()).Verdict.Should().Be(ClaimVerdict.Buffered);
        }

        var result = await ClaimNextAsync();

        (result.Verdict, result.Buffered).Should().Be((ClaimVerdict.SkippedOverlap, null));
        (await ReadAsync("a")).Counts.SkippedOverlap.Should().Be(1);
        (await Store.ListRunsAsync()).Should().HaveCount(1 + buffered);
    }

    [TestCase(RunState.Succeeded)]
    [TestCase(RunState.Failed)]
    [TestCase(RunState.Cancelled)]
    public async Task The_end_of_the_open_run_lets_the_first_buffered_one_go_on(RunState end)
    {
        var first = await SaveClaimedAsync("a", BufferAll(3));
        var second = (await ClaimNextAsync()).Buffered!;
        var third = (await ClaimNextAsync()).Buffered!;

        var reply = await Store.FinishAsync([new(first.Id, 1, end)], StoreCalls.Retention, CancellationToken.None);

        var promoted = reply.Value.Single().Promoted;
        promoted.Should().BeEquivalentTo(second with { State = RunState.Waiting, LeaseUntil = promoted!.LeaseUntil });
        ShouldBeAt(promoted.LeaseUntil, reply.StoreNow);
        (await Store.ReadRunAsync(third.Id))!.State.Should().Be(RunState.Buffered);
    }

    [Test]
    public async Task Buffered_runs_go_on_one_after_the_other_by_their_occurrences()
    {
        var run = await SaveClaimedAsync("a", BufferAll(5));
        var occurrences = new List<DateTimeOffset> { run.Occurrence };
        for (var i = 0; i < 3; i++)
        {
            await ClaimNextAsync();
        }

        for (var next = await FinishAsync(run); next is not null; next = await FinishAsync(run))
        {
            run = await RescueAsync(next);
            run.Attempt.Should().Be(1);
            occurrences.Add(run.Occurrence);
        }

        occurrences.Should().HaveCount(4).And.BeInAscendingOrder().And.OnlyHaveUniqueItems();
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(4, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_run_that_waits_for_its_retry_still_holds_back_the_buffered_one()
    {
        var first = await SaveClaimedAsync("a", BufferAll(3));
        await ClaimNextAsync();

        var result = await Store.FinishAsync(new Completion(first.Id, 1, RunState.Waiting) { HandlerFailed = true });

        result.Promoted.Should().BeNull();
        var retried = await RescueAsync((await Store.ReadRunAsync(first.Id))!);
        (await FinishAsync(retried)).Should().NotBeNull();
    }

    [Test]
    public async Task What_others_hold_back_is_not_taken_and_is_looked_at_again_a_lease_later()
    {
        await SaveClaimedAsync("a", BufferAll(3));
        var second = (await ClaimNextAsync()).Buffered!;
        var third = (await ClaimNextAsync()).Buffered!;
        (await Store.RescueAsync(new(second.Id, 0), Other)).Should().Be(new RescueResult(RescueVerdict.Refused, null, second));
        await AdvanceAsync(Lease);

        foreach (var buffered in new[] { second, third })
        {
            var reply = await Store.RescueAsync([new(buffered.Id, 0)], Other, 3, CancellationToken.None);

            var result = reply.Value.Single();
            (result.Verdict, result.Run).Should().Be((RescueVerdict.Refused, null));
            result.Present.Should().BeEquivalentTo(buffered with { LeaseUntil = result.Present!.LeaseUntil });
            ShouldBeAt(result.Present.LeaseUntil, reply.StoreNow + Lease);
        }
    }

    [Test]
    public async Task The_end_of_a_lost_run_lets_the_buffered_one_go_on_too()
    {
        var first = await SaveClaimedAsync("a", BufferAll(3));
        var second = (await ClaimNextAsync()).Buffered!;
        await AdvanceAsync(Lease);

        var result = (await Store.RescueAsync([new(first.Id, 1)], Other, 1, CancellationToken.None)).Value.Single();

        result.Verdict.Should().Be(RescueVerdict.Poisoned);
        (result.Promoted!.Id, result.Promoted.State).Should().Be((second.Id, RunState.Waiting));
    }

    [Test]
    public async Task A_rescue_of_the_earlier_run_changes_nothing_for_the_buffered_one()
    {
        var first = await SaveClaimedAsync("a", BufferAll(3));
        var second = (await ClaimNextAsync()).Buffered!;
        await AdvanceAsync(Lease);

        var rescued = await RescueAsync(first.ToHead());

        (await Store.ReadRunAsync(second.Id))!.State.Should().Be(RunState.Buffered);
        (await FinishAsync(rescued))!.Id.Should().Be(second.Id);
    }

    [Test]
    public async Task A_lost_answer_is_given_again()
    {
        await SaveClaimedAsync("a", BufferAll(3));
        var claim = Claims.Of(await ReadAsync("a"));
        var first = await Store.ClaimAsync(claim, Holder);

        var second = await Store.ClaimAsync(claim, Holder);

        second.Should().BeEquivalentTo(first);
        (await Store.ClaimAsync(claim, Other)).Verdict.Should().Be(ClaimVerdict.Refused);
        (await Store.ListRunsAsync()).Should().HaveCount(2);
    }

    [TestCase(StopAction.Delete)]
    [TestCase(StopAction.Pause)]
    public async Task A_stop_ends_buffered_runs_as_cancelled(StopAction action)
    {
        var first = await SaveClaimedAsync("a", BufferAll(3));
        var second = (await ClaimNextAsync()).Buffered!;

        var result = await Store.StopAsync(new StopCommand(action, CancelRequest.Always) { Ids = ["a"] });

        result.Claimed.Select(run => run.Id).Should().Equal(first.Id);
        result.Waiting.Select(run => run.Id).Should().Equal(second.Id);
        (await Store.ReadRunAsync(second.Id)).Should().BeNull();
        (await Store.FinishAsync(new Completion(first.Id, 1, RunState.Cancelled))).Promoted.Should().BeNull();
        (await Store.ListRunsAsync(new() { State = RunState.Cancelled })).Select(run => run.Id).Should().BeEquivalentTo([first.Id, second.Id]);
    }

    [Test]
    public async Task Runs_of_an_earlier_life_hold_nothing_back()
    {
        var old = await SaveClaimedAsync("a", BufferAll(3));
        await Store.DeleteAsync("a", CancelRequest.BeforeStart);
        var first = await SaveClaimedAsync("a", BufferAll(3));
        var second = (await ClaimNextAsync()).Buffered!;

        (await FinishAsync(old)).Should().BeNull();
        (await FinishAsync(first))!.Id.Should().Be(second.Id);
    }

    [Test]
    public async Task Several_ends_in_one_batch_let_the_buffered_one_go_on_once()
    {
        List<StoredRun> runs = [await SaveClaimedAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll })];
        runs.Add(await ClaimAsync(Claims.Of(await ReadAsync("a"))));
        await SaveAsync(Writes.Replacing(await ReadAsync("a")) with { Overlap = OverlapPolicy.BufferOne });
        var buffered = (await ClaimNextAsync()).Buffered!;

        var reply = await Store.FinishAsync(
            [.. runs.Select(run => new Completion(run.Id, 1, RunState.Succeeded))], StoreCalls.Retention, CancellationToken.None);

        reply.Value.Select(result => result.Promoted?.Id).OfType<Guid>().Should().Equal(buffered.Id);
    }

    [Test]
    public async Task Buffered_runs_are_among_the_wake_ups()
    {
        await SaveClaimedAsync("a", BufferAll(3));
        var second = (await ClaimNextAsync()).Buffered!;

        (await Store.ReadWindowAsync(10)).Runs.Should().Contain(second);
    }

    [Test]
    public async Task No_kept_run_is_needed_for_the_next_one_to_go_on()
    {
        var first = await SaveClaimedAsync("a", BufferAll(3));
        var second = (await ClaimNextAsync()).Buffered!;

        (await Store.FinishAsync(new Completion(first.Id, 1, RunState.Succeeded), new(0, TimeSpan.Zero))).Promoted!.Id.Should().Be(second.Id);
    }

    private static Func<ScheduleWrite, ScheduleWrite> BufferAll(int limit) => write => write with { Overlap = OverlapPolicy.BufferAll, BufferLimit = limit };

    private async Task<ClaimResult> ClaimNextAsync() => await Store.ClaimAsync(Claims.Of(await ReadAsync("a")), Holder);

    private async Task<RunHead?> FinishAsync(StoredRun run) => (await Store.FinishAsync(new(run.Id, run.Attempt, RunState.Succeeded))).Promoted;

    private async Task<StoredRun> RescueAsync(RunHead run)
    {
        var result = await Store.RescueAsync(new(run.Id, run.Attempt), Holder);
        result.Verdict.Should().Be(RescueVerdict.Rescued);
        return result.Run!;
    }
}
