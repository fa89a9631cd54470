using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>What a claim does while an earlier run is open.</summary>
public abstract class OverlapContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task With_skip_the_schedule_goes_on_without_a_run()
    {
        var run = await SaveClaimedAsync("a");
        var before = await ReadAsync("a");
        var claim = Claims.Of(before) with { Missed = 3 };

        var result = await Store.ClaimAsync(claim, Other);

        var after = await ReadAsync("a");
        result.Should().Be(new ClaimResult(ClaimVerdict.SkippedOverlap, after.ToHead(), null, run.ToHead()));
        (after.NextDue, after.Owner).Should().Be((claim.Next, Other.Node));
        after.Version.Should().BeGreaterThan(before.Version);
        after.Counts.Should().Be(new OutcomeCounts(0, 0, 0, 1, 3));
        (await Store.ReadRunAsync(claim.RunId)).Should().BeNull();
    }

    [Test]
    public async Task With_skip_the_last_occurrence_can_be_skipped_too()
    {
        await SaveClaimedAsync("a");

        var result = await Store.ClaimAsync(Claims.Of(await ReadAsync("a")) with { Next = null }, Holder);

        (result.Verdict, result.Present).Should().Be((ClaimVerdict.SkippedOverlap, null));
        (await ReadAsync("a")).State.Should().Be(ScheduleState.Completed);
    }

    [Test]
    public async Task With_skip_a_run_that_waits_or_lost_its_lease_is_open_too()
    {
        await SaveWaitingAsync("waiting", 9 * Step);
        await SaveClaimedAsync("lost");
        await AdvanceAsync(2 * Lease);

        (await Store.ClaimAsync(Claims.Of(await ReadAsync("waiting")), Holder)).Verdict.Should().Be(ClaimVerdict.SkippedOverlap);
        (await Store.ClaimAsync(Claims.Of(await ReadAsync("lost")), Holder)).Verdict.Should().Be(ClaimVerdict.SkippedOverlap);
    }

    [TestCase(RunState.Succeeded)]
    [TestCase(RunState.Failed)]
    [TestCase(RunState.Cancelled)]
    public async Task With_skip_an_occurrence_runs_once_the_earlier_run_has_ended(RunState state)
    {
        var run = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(run.Id, 1, state));

        await ClaimAsync(Claims.Of(await ReadAsync("a")));
    }

    [Test]
    public async Task With_allow_all_runs_are_open_side_by_side()
    {
        var first = await SaveClaimedAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });

        var second = await ClaimAsync(Claims.Of(await ReadAsync("a")), Other);

        (await Store.ReadRunsAsync([first.Id, second.Id], CancellationToken.None)).Value.Should().HaveCount(2);
        (await ReadAsync("a")).Counts.SkippedOverlap.Should().Be(0);
    }

    [Test]
    public async Task Of_several_open_runs_the_one_whose_lease_ends_first_is_told()
    {
        List<StoredRun> runs = [await SaveClaimedAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll })];
        runs.Add(await ClaimAsync(Claims.Of(await ReadAsync("a")), new("short#1", Step)));
        runs.Add(await ClaimAsync(Claims.Of(await ReadAsync("a")), new("long#1", 9 * Step)));
        await SaveAsync(Writes.Replacing(await ReadAsync("a")) with { Overlap = OverlapPolicy.Skip });

        (await SkipAsync()).Should().Be(runs[1].Id);
        await Store.RenewAsync(new(runs[1].Id, 1, true), 20 * Step);
        (await SkipAsync()).Should().Be(runs[0].Id);
        await Store.FinishAsync(new(runs[0].Id, 1, RunState.Succeeded));
        (await SkipAsync()).Should().Be(runs[2].Id);
        await Store.FinishAsync(new(runs[2].Id, 1, RunState.Succeeded));
        await Store.FinishAsync(new(runs[1].Id, 1, RunState.Succeeded));
        await ClaimAsync(Claims.Of(await ReadAsync("a")));

        async Task<Guid> SkipAsync()
        {
            var result = await Store.ClaimAsync(Claims.Of(await ReadAsync("a")), Holder);
            result.Verdict.Should().Be(ClaimVerdict.SkippedOverlap);
            return result.OpenRun!.Id;
        }
    }

    [Test]
    public async Task A_run_of_an_earlier_life_of_the_id_is_no_overlap()
    {
        await SaveClaimedAsync("a");
        await Store.DeleteAsync("a");

        await SaveClaimedAsync("a");
    }
}
