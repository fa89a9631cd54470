using FluentAssertions;
using NUnit.Framework;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>When a claim is refused, what its answer tells then, and how a repetition is told from a second claim.</summary>
public abstract class ClaimRefusalContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task Another_version_is_refused_though_the_due_time_is_the_same()
    {
        var row = await SaveDueAsync("a");
        await Store.PauseAsync("a");
        var resumed = await Store.ResumeAsync("a");

        await ShouldBeRefusedAsync(Claims.Of(row), resumed);
        resumed!.NextDue.Should().Be(row.NextDue);
    }

    [Test]
    public async Task Another_due_time_is_refused_though_the_version_is_the_same()
    {
        var row = await SaveDueAsync("a");

        await ShouldBeRefusedAsync(Claims.Of(row) with { Due = row.NextDue!.Value - TimeSpan.FromMicroseconds(1) }, row.ToHead());
        await ShouldBeRefusedAsync(Claims.Of(row) with { Due = row.NextDue!.Value + TimeSpan.FromMicroseconds(1) }, row.ToHead());
    }

    [Test]
    public async Task What_is_not_due_yet_is_refused_whatever_the_caller_believes()
    {
        var row = await SaveInAsync("a", Step);

        await ShouldBeRefusedAsync(Claims.Of(row), row.ToHead());
    }

    [Test]
    public async Task An_occurrence_that_is_still_to_come_is_refused_though_the_schedule_is_due()
    {
        var row = await SaveDueAsync("a");

        await ShouldBeRefusedAsync(Claims.Of(row) with { Occurrence = await StoreNowAsync() + Step, Missed = 1 }, row.ToHead());
    }

    [Test]
    public async Task A_schedule_that_is_not_active_is_refused_also_with_its_present_version()
    {
        await SaveDueAsync("paused");
        await Store.PauseAsync("paused");
        var faulted = await SaveDueAsync("faulted");
        await Store.SetAsideAsync("faulted", faulted.Version, "x", CancellationToken.None);

        await ShouldBeRefusedAsync(Claims.Of(await ReadAsync("paused")), null);
        await ShouldBeRefusedAsync(Claims.Of(await ReadAsync("faulted")), null);
    }

    [Test]
    public async Task A_schedule_that_has_ended_or_is_gone_is_refused()
    {
        var ended = await SaveDueAsync("ended");
        var last = await ClaimAsync(Claims.Of(ended) with { Next = null });
        await Store.FinishAsync(new(last.Id, 1, RunState.Succeeded));
        var deleted = await SaveDueAsync("deleted");
        await Store.DeleteAsync("deleted");

        await ShouldBeRefusedAsync(Claims.Of(ended) with { Version = (await ReadAsync("ended")).Version }, null);
        await ShouldBeRefusedAsync(Claims.Of(deleted), null);
        await ShouldBeRefusedAsync(Claims.Of(deleted) with { ScheduleId = "unknown" }, null);
    }

    [Test]
    public async Task A_refusal_tells_how_the_schedule_stands_and_which_run_of_it_is_open()
    {
        var row = await SaveDueAsync("a");
        var winner = await Store.ClaimAsync(Claims.Of(row), Other);

        var loser = await Store.ClaimAsync(Claims.Of(row), Holder);

        loser.Should().Be(new ClaimResult(ClaimVerdict.Refused, winner.Present, null, winner.Run!.ToHead()));
    }

    [Test]
    public async Task A_refusal_tells_of_the_open_run_also_when_the_schedule_has_none_to_claim()
    {
        var row = await SaveDueAsync("a");
        var run = await ClaimAsync(Claims.Of(row) with { Next = null }, Other);

        var loser = await Store.ClaimAsync(Claims.Of(row), Holder);

        loser.Should().Be(new ClaimResult(ClaimVerdict.Refused, null, null, run.ToHead()));
    }

    [Test]
    public async Task A_claim_whose_reply_was_lost_is_repeated_under_its_run_id()
    {
        var claim = Claims.Of(await SaveDueAsync("a"));
        var first = await Store.ClaimAsync(claim, Holder);

        var second = await Store.ClaimAsync(claim, Holder);

        (second.Verdict, second.Run).Should().Be((ClaimVerdict.Claimed, first.Run));
        second.Present.Should().Be(first.Present);
        (await ReadAsync("a")).Version.Should().Be(first.Present!.Version);
    }

    [Test]
    public async Task A_claim_whose_reply_was_lost_is_repeated_also_when_the_schedule_is_gone_meanwhile()
    {
        var claim = Claims.Of(await SaveDueAsync("a"));
        await ClaimAsync(claim);
        await Store.DeleteAsync("a", CancelRequest.BeforeStart);

        var second = await Store.ClaimAsync(claim, Holder);

        (second.Verdict, second.Present, second.Run!.Id, second.Run.Cancel)
            .Should().Be((ClaimVerdict.Claimed, null, claim.RunId, CancelRequest.BeforeStart));
    }

    [Test]
    public async Task A_run_id_is_no_repetition_for_another_node()
    {
        var claim = Claims.Of(await SaveDueAsync("a"));
        var present = (await Store.ClaimAsync(claim, Holder)).Present;

        await ShouldBeRefusedAsync(claim, present, Other);
    }

    [Test]
    public async Task A_run_id_is_no_repetition_once_its_run_waits_was_rescued_or_has_ended()
    {
        var (waiting, rescued, ended) =
            (Claims.Of(await SaveDueAsync("waiting")), Claims.Of(await SaveDueAsync("rescued")), Claims.Of(await SaveDueAsync("ended")));
        await Store.ClaimAsync([waiting, rescued, ended], Holder, CancellationToken.None);
        await Store.FinishAsync(new(waiting.RunId, 1, RunState.Waiting) { RetryAfter = 9 * Step });
        await Store.FinishAsync(new(ended.RunId, 1, RunState.Succeeded));
        await AdvanceAsync(Lease);
        await Store.RescueAsync(new(rescued.RunId, 1), Holder);

        var results = (await Store.ClaimAsync([waiting, rescued, ended], Holder, CancellationToken.None)).Value;

        results.Select(result => result.Verdict).Should().AllBeEquivalentTo(ClaimVerdict.Refused);
        results.Select(result => result.OpenRun?.Id).Should().Equal(waiting.RunId, rescued.RunId, null);
    }

    private async Task ShouldBeRefusedAsync(Claim claim, ScheduleHead? present, RunHolder? holder = null)
    {
        var before = await Store.GetAsync(claim.ScheduleId);

        var result = await Store.ClaimAsync(claim, holder ?? Holder);

        (result.Verdict, result.Run).Should().Be((ClaimVerdict.Refused, null));
        result.Present.Should().Be(present);
        (await Store.GetAsync(claim.ScheduleId)).Should().BeEquivalentTo(before);
    }
}
