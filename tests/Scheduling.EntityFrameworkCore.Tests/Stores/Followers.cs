using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit;
using Scheduling.TestKit.Builders;
using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

/// <summary>That every run whose end concerns a buffered one knows that it is followed, whichever of them came first.</summary>
public abstract class Followers<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_run_that_came_beside_buffered_ones_lets_them_go_on_if_it_ends_last()
    {
        var first = await SaveClaimedAsync("a", BufferAll);
        var buffered = (await ClaimNextAsync()).Buffered!;
        await SaveAsync(Writes.Replacing(await ReadAsync("a")) with { Overlap = OverlapPolicy.AllowAll });
        var beside = (await ClaimNextAsync()).Run!;

        (await FinishAsync(first)).Should().BeNull();
        (await FinishAsync(beside))!.Id.Should().Be(buffered.Id);
    }

    [Test]
    public async Task A_run_that_was_asked_for_beside_buffered_ones_lets_them_go_on_if_it_ends_last()
    {
        var first = await SaveClaimedAsync("a", BufferAll);
        var buffered = (await ClaimNextAsync()).Buffered!;
        var beside = await RescueAsync((await TriggerAsync(null, OverlapPolicy.AllowAll)).Run!);

        (await FinishAsync(first)).Should().BeNull();
        (await FinishAsync(beside))!.Id.Should().Be(buffered.Id);
    }

    [Test]
    public async Task An_earlier_occurrence_that_is_asked_for_later_goes_first_and_the_others_follow_it()
    {
        var first = await SaveClaimedAsync("a", BufferAll);
        var second = (await ClaimNextAsync()).Buffered!;
        var earlier = (await TriggerAsync(first.Occurrence - Step, null)).Run!;
        earlier.State.Should().Be(RunState.Buffered);
        List<Guid> order = [];

        for (var next = await FinishAsync(first); next is not null; next = await FinishAsync(await RescueAsync(next)))
        {
            order.Add(next.Id);
        }

        order.Should().Equal(earlier.Id, second.Id);
    }

    [Test]
    public async Task A_buffered_run_that_is_to_be_taken_up_with_the_lost_one_before_it_is_told_to_go_on()
    {
        var first = await SaveClaimedAsync("a", BufferAll);
        var buffered = (await ClaimNextAsync()).Buffered!;
        await AdvanceAsync(Lease);

        var results = (await Store.RescueAsync([new(buffered.Id, 0), new(first.Id, 1)], Other, 1, CancellationToken.None)).Value;

        results[1].Promoted!.Id.Should().Be(buffered.Id);
        (results[0].Verdict, results[1].Verdict).Should().Be((RescueVerdict.Refused, RescueVerdict.Poisoned));
        (await Store.ReadRunAsync(buffered.Id)).Should().Be(results[1].Promoted);
    }

    [Test]
    public async Task Of_several_buffered_ones_that_nothing_holds_back_one_is_taken_up_at_a_time()
    {
        var first = await SaveClaimedAsync("a", BufferAll);
        var (second, third) = ((await ClaimNextAsync()).Buffered!, (await ClaimNextAsync()).Buffered!);
        await Store.FinishAsync(new Completion(first.Id, 1, RunState.Succeeded));
        await AdvanceAsync(Lease);

        var results = (await Store.RescueAsync([new(second.Id, 0), new(third.Id, 0)], Other, 3, CancellationToken.None)).Value;

        results.Select(result => result.Verdict).Should().Equal(RescueVerdict.Rescued, RescueVerdict.Refused);
        (await Store.ReadRunAsync(third.Id))!.State.Should().Be(RunState.Buffered);
    }

    [Test]
    public async Task A_thousand_can_be_asked_for_at_once()
    {
        var row = await SaveInAsync("a", 50 * Step);
        await SaveInAsync("b", 50 * Step, write => write with { Overlap = OverlapPolicy.BufferAll, BufferLimit = 300 });
        Trigger[] triggers = [.. Enumerable.Range(0, 1000).Select(i => new Trigger(i % 2 == 0 ? "a" : "b", Guid.CreateVersion7(), RunCause.Backfilled)
        {
            Occurrence = row.NextDue - (Step * (2000 - i)),
        })];

        var verdicts = (await Store.TriggerAsync(triggers, Holder, CancellationToken.None)).Value.Select(result => result.Verdict).CountBy(verdict => verdict).ToDictionary();

        verdicts.Should().BeEquivalentTo(new Dictionary<TriggerVerdict, int>
        {
            [TriggerVerdict.Accepted] = 2,
            [TriggerVerdict.Buffered] = 300,
            [TriggerVerdict.SkippedOverlap] = 499 + 199,
        });
        ((await ReadAsync("a")).Counts.SkippedOverlap, (await ReadAsync("b")).Counts.SkippedOverlap).Should().Be((499, 199));
    }

    [Test]
    public async Task Who_asks_may_say_how_many_wait()
    {
        await SaveClaimedAsync("a", write => write with { BufferLimit = 1 });
        Trigger[] triggers = [.. Enumerable.Range(0, 4).Select(_ => new Trigger("a", Guid.CreateVersion7(), RunCause.Backfilled) { Overlap = OverlapPolicy.BufferAll, BufferLimit = 3 })];

        var results = (await Store.TriggerAsync(triggers, Holder, CancellationToken.None)).Value;

        results.Select(result => result.Verdict).Should().Equal(TriggerVerdict.Buffered, TriggerVerdict.Buffered, TriggerVerdict.Buffered, TriggerVerdict.SkippedOverlap);
    }

    [Test]
    public async Task Those_that_are_asked_for_together_can_cancel_each_other()
    {
        var open = await SaveClaimedAsync("a");
        Trigger[] triggers = [.. Enumerable.Range(0, 3).Select(_ => new Trigger("a", Guid.CreateVersion7(), RunCause.Triggered) { Overlap = OverlapPolicy.CancelOther })];

        var results = (await Store.TriggerAsync(triggers, Holder, CancellationToken.None)).Value;

        results.Should().OnlyContain(result => result.Verdict == TriggerVerdict.Buffered && result.Stopped.Single().Id == open.Id);
        (await FinishAsync(open))!.Id.Should().Be(triggers[2].RunId);
        (await Store.ListRunsAsync(new() { State = RunState.Cancelled })).Select(run => run.Id).Should().BeEquivalentTo([triggers[0].RunId, triggers[1].RunId]);
    }

    private static ScheduleWrite BufferAll(ScheduleWrite write) => write with { Overlap = OverlapPolicy.BufferAll, BufferLimit = 9 };

    private async Task<ClaimResult> ClaimNextAsync() => await Store.ClaimAsync(Claims.Of(await ReadAsync("a")), Holder);

    private async Task<RunHead?> FinishAsync(StoredRun run) => (await Store.FinishAsync(new Completion(run.Id, run.Attempt, RunState.Succeeded))).Promoted;

    private async Task<StoredRun> RescueAsync(RunHead run) => (await Store.RescueAsync(new(run.Id, run.Attempt), Holder)).Run!;

    private async Task<TriggerResult> TriggerAsync(DateTimeOffset? occurrence, OverlapPolicy? overlap) => (await Store.TriggerAsync(
        [new("a", Guid.CreateVersion7(), RunCause.Backfilled) { Occurrence = occurrence, Overlap = overlap }], Holder, CancellationToken.None)).Value.Single();
}
