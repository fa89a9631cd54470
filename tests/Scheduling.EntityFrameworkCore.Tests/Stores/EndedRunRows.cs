using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

/// <summary>That ended runs count while they are listed, and go on counting when they are not.</summary>
public abstract class EndedRunRows<TFixture> : DatabaseSuite<TFixture>
    where TFixture : DatabaseFixture, new()
{
    private static readonly TimeSpan s_long = TimeSpan.FromDays(1);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(9)]
    public async Task A_schedule_tells_of_all_its_ends_however_many_are_kept(int kept)
    {
        await SaveDueAsync("a");
        foreach (var (state, error) in new[] { (RunState.Succeeded, null), (RunState.Cancelled, null), (RunState.Succeeded, null), (RunState.Failed, "no") })
        {
            var run = await ClaimAsync(Claims.Of(await ReadAsync("a")));
            await FinishAsync(run, state, kept, error);
            await AdvanceAsync(Step / 25);
        }

        var row = await ReadAsync("a");
        row.Counts.Should().Be(new OutcomeCounts(2, 1, 1, 0, 0));
        (row.LastOutcome, row.LastError).Should().Be((RunOutcome.Failed, "no"));
        (await RunsAsync()).Select(run => run.State).Should()
            .BeEquivalentTo(new[] { RunState.Failed, RunState.Succeeded, RunState.Cancelled, RunState.Succeeded }.Take(kept));
    }

    [Test]
    public async Task An_ended_run_keeps_its_times_but_not_its_payload_and_its_id_is_not_claimed_again()
    {
        var claim = Claims.Of(await SaveDueAsync("a", write => write with { Payload = """{"x":1}""" }));
        var run = await ClaimAsync(claim);
        await FinishAsync(run, RunState.Succeeded, 5);

        var listed = (await RunsAsync()).Single();
        listed.Should().BeEquivalentTo(run with { Payload = null, State = RunState.Succeeded, EndedAt = listed.EndedAt });
        listed.EndedAt.Should().NotBeNull();
        (await Store.ClaimAsync(claim, Holder)).Verdict.Should().Be(ClaimVerdict.Refused);
        (await Store.ClaimAsync(Claims.Of(await ReadAsync("a")) with { RunId = run.Id }, Holder)).Verdict.Should().Be(ClaimVerdict.Refused);
    }

    [Test]
    public async Task Runs_that_are_too_old_go_whosever_they_are()
    {
        await FinishAsync(await SaveClaimedAsync("a"), RunState.Succeeded, 5);
        await FinishAsync(await SaveClaimedAsync("deleted"), RunState.Succeeded, 5);
        await Store.DeleteAsync("deleted");
        await AdvanceAsync(2 * Step);

        var run = await SaveClaimedAsync("b");
        await Store.FinishAsync([new(run.Id, 1, RunState.Failed)], new(5, Step), CancellationToken.None);

        (await RunsAsync()).Select(listed => listed.ScheduleId).Should().Equal("b");
        (await ReadAsync("a")).Counts.Succeeded.Should().Be(1);
    }

    [Test]
    public async Task A_later_life_of_an_id_does_not_count_what_the_earlier_one_did()
    {
        var open = await SaveClaimedAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });
        await FinishAsync(await ClaimAsync(Claims.Of(await ReadAsync("a"))), RunState.Succeeded, 5);
        await Store.DeleteAsync("a");
        await SaveDueAsync("a");
        await FinishAsync(open, RunState.Succeeded, 0);

        (await ReadAsync("a")).Should().BeEquivalentTo(new { Counts = default(OutcomeCounts), LastOutcome = (RunOutcome?)null });
    }

    [Test]
    public async Task Runs_of_a_schedule_that_has_vanished_end()
    {
        var waiting = await SaveWaitingAsync("waiting", TimeSpan.Zero);
        var started = await SaveClaimedAsync("started");
        var claimed = await SaveClaimedAsync("claimed");
        await using (var context = File.Open())
        {
            await context.Set<ScheduleEntity>().ExecuteDeleteAsync();
            (await context.Set<CancelKeyEntity>().AnyAsync()).Should().BeFalse();
        }

        (await Store.RescueAsync(new Rescue(waiting.Id, 1), Other)).Verdict.Should().Be(RescueVerdict.Cancelled);
        var renewed = await Store.RenewAsync(new Renewal(started.Id, 1, true), Lease);
        (renewed.Held, renewed.Cancel).Should().Be((true, CancelRequest.Always));
        renewed = await Store.RenewAsync(new Renewal(claimed.Id, 1, false), Lease);
        (renewed.Held, renewed.Cancel).Should().Be((false, CancelRequest.Always));
        (await Store.ReadRunAsync(claimed.Id))!.Cancel.Should().Be(CancelRequest.Always);
    }

    [Test]
    public async Task Runs_are_listed_from_the_newest_on_page_by_page()
    {
        List<Guid> ids = [];
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await SaveClaimedAsync($"s-{i}", write => write with { Group = i == 0 ? null : "g" })).Id);
        }

        ids.Sort();
        ids.Reverse();
        var first = (await Store.ListRunsAsync(new(), null, 3, CancellationToken.None)).Value;
        first.Select(run => run.Id).Should().Equal(ids.Take(3));
        (await Store.ListRunsAsync(new(), first[^1].Id, 3, CancellationToken.None)).Value.Select(run => run.Id).Should().Equal(ids.Skip(3));
        (await Store.ListRunsAsync(new() { Group = "g", Job = Writes.Job, State = RunState.Claimed }, null, 9, CancellationToken.None)).Value.Should().HaveCount(4);
        (await Store.ListRunsAsync(new() { State = RunState.Failed }, null, 9, CancellationToken.None)).Value.Should().BeEmpty();
        (await Store.ListRunsAsync(new() { ScheduleId = "s-2" }, null, 9, CancellationToken.None)).Value.Should().ContainSingle();
    }

    private Task<StoreReply<IReadOnlyList<CompletionResult>>> FinishAsync(StoredRun run, RunState state, int kept, string? error = null) =>
        Store.FinishAsync([new(run.Id, run.Attempt, state) { Error = error }], new(kept, s_long), CancellationToken.None);

    private async Task<IReadOnlyList<StoredRun>> RunsAsync() => (await Store.ListRunsAsync(new(), null, 100, CancellationToken.None)).Value;
}
