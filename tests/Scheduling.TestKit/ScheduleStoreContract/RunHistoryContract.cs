using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>What is kept of runs that have ended, and for how long.</summary>
public abstract class RunHistoryContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    private static readonly TimeSpan s_long = TimeSpan.FromDays(1);

    [TestCase(RunState.Succeeded, null)]
    [TestCase(RunState.Failed, "e")]
    [TestCase(RunState.Cancelled, "e")]
    public async Task A_run_that_has_ended_is_kept_without_its_payload(RunState state, string? error)
    {
        var claimedAt = await StoreNowAsync();
        var run = await SaveClaimedAsync("a", write => write with { Group = "g", Name = "n", Payload = "1" });
        await AdvanceAsync(Step);
        var endedAt = await StoreNowAsync();

        await Store.FinishAsync(new(run.Id, 1, state) { Error = error, HandlerFailed = error is not null });

        var ended = (await Store.ListRunsAsync()).Single();
        (ended with { LeaseUntil = run.LeaseUntil }).Should().Be(
            run with { State = state, Failures = error is null ? 0 : 1, Payload = null, Error = error, EndedAt = ended.EndedAt });
        ShouldBeAt(ended.ClaimedAt, claimedAt);
        ShouldBeAt(ended.EndedAt, endedAt);
        ended.EndedAt.Should().Be((await ReadAsync("a")).LastEndedAt);
        (await Store.ReadRunsAsync([run.Id], CancellationToken.None)).Value.Should().BeEmpty();
    }

    [Test]
    public async Task Open_runs_are_listed_with_their_payload_and_their_last_error()
    {
        var claimed = await SaveClaimedAsync("claimed", write => write with { Payload = "1" });
        var waiting = await SaveClaimedAsync("waiting", write => write with { Payload = "2" });
        await Store.FinishAsync(new(waiting.Id, 1, RunState.Waiting) { RetryAfter = Step, HandlerFailed = true, Error = "e" });

        var runs = await Store.ListRunsAsync();

        runs.Should().HaveCount(2);
        runs.Single(run => run.Id == claimed.Id).Should().Be(claimed);
        var listed = runs.Single(run => run.Id == waiting.Id);
        listed.Should().Be(waiting with { State = RunState.Waiting, Failures = 1, Error = "e", LeaseUntil = listed.LeaseUntil });
    }

    [Test]
    public async Task What_the_handler_threw_last_is_kept_through_attempts_that_throw_nothing()
    {
        var run = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(run.Id, 1, RunState.Waiting) { HandlerFailed = true, Error = "first" });
        (await Store.RescueAsync(new(run.Id, 1), Other)).Run!.Error.Should().Be("first");
        await Store.FinishAsync(new(run.Id, 2, RunState.Waiting) { HandlerFailed = true, Error = "second" });
        await Store.RescueAsync(new(run.Id, 2), Other);
        await Store.FinishAsync(new(run.Id, 3, RunState.Waiting));
        await Store.RescueAsync(new(run.Id, 3), Other);
        await Store.FinishAsync(new(run.Id, 4, RunState.Succeeded));

        var ended = (await Store.ListRunsAsync()).Single();
        (ended.State, ended.Attempt, ended.Error).Should().Be((RunState.Succeeded, 4, "second"));
        (await ReadAsync("a")).LastError.Should().BeNull();
    }

    [TestCase(StopAction.Delete)]
    [TestCase(StopAction.Pause)]
    public async Task A_run_that_was_stopped_while_it_waited_is_kept(StopAction action)
    {
        var run = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(run.Id, 1, RunState.Waiting) { RetryAfter = Step, HandlerFailed = true, Error = "e" });
        var now = await StoreNowAsync();

        await Store.StopAsync(new StopCommand(action, CancelRequest.Always) { Ids = ["a"] });

        var ended = (await Store.ListRunsAsync()).Single();
        (ended.Id, ended.State, ended.Error).Should().Be((run.Id, RunState.Cancelled, "e"));
        ShouldBeAt(ended.EndedAt, now);
    }

    [Test]
    public async Task A_run_that_was_cancelled_instead_of_rescued_is_kept()
    {
        var run = await SaveClaimedAsync("a");
        await Store.DeleteAsync("a");
        await AdvanceAsync(Lease);
        var now = await StoreNowAsync();

        (await Store.RescueAsync(new(run.Id, 1), Other)).Verdict.Should().Be(RescueVerdict.Cancelled);

        var ended = (await Store.ListRunsAsync()).Single();
        (ended.Id, ended.State, ended.Node).Should().Be((run.Id, RunState.Cancelled, Holder.Node));
        ShouldBeAt(ended.EndedAt, now);
    }

    [Test]
    public async Task A_run_that_was_poisoned_is_kept_with_the_reason()
    {
        var run = await SaveClaimedAsync("a");
        await AdvanceAsync(Lease);

        await Store.RescueAsync([new(run.Id, 1)], Other, 1, CancellationToken.None);

        var ended = (await Store.ListRunsAsync()).Single();
        (ended.Id, ended.State, ended.Lost).Should().Be((run.Id, RunState.Failed, 1));
        ended.Error.Should().NotBeNull().And.Be((await ReadAsync("a")).LastError);
    }

    [Test]
    public async Task An_occurrence_is_not_claimed_under_the_id_of_a_run_that_has_ended()
    {
        var run = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded));
        var before = await ReadAsync("a");

        var result = await Store.ClaimAsync(Claims.Of(before) with { RunId = run.Id }, Holder);

        (result.Verdict, result.Run, result.OpenRun).Should().Be((ClaimVerdict.Refused, null, null));
        (await ReadAsync("a")).Should().BeEquivalentTo(before);
        (await Store.ListRunsAsync()).Single().State.Should().Be(RunState.Succeeded);
    }

    [Test]
    public async Task Of_each_schedule_the_runs_that_ended_last_are_kept()
    {
        await SaveDueAsync("a");
        await SaveDueAsync("b");
        List<Guid> a = [], b = [];
        for (var i = 0; i < 4; i++)
        {
            b.Add(await RunAsync("b", new(4, s_long)));
            a.Add(await RunAsync("a", new(2, s_long)));
        }

        (await IdsAsync("a")).Should().BeEquivalentTo(a.TakeLast(2));
        (await IdsAsync("b")).Should().BeEquivalentTo(b);
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(4, 0, 0, 0, 0));

        b.Add(await RunAsync("b", new(1, s_long)));
        (await IdsAsync("a")).Should().BeEquivalentTo(a.TakeLast(2));
        (await IdsAsync("b")).Should().BeEquivalentTo(b.TakeLast(1));
        (await ReadAsync("b")).Counts.Should().Be(new OutcomeCounts(5, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_batch_leaves_no_more_of_a_schedule_than_are_to_be_kept()
    {
        await SaveDueAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });
        List<StoredRun> runs = [];
        for (var i = 0; i < 3; i++)
        {
            runs.Add(await ClaimAsync(Claims.Of(await ReadAsync("a"))));
        }

        await Store.FinishAsync([.. runs.Take(2).Select(run => new Completion(run.Id, 1, RunState.Succeeded))], new(1, s_long), CancellationToken.None);

        var left = await IdsAsync("a");
        left.Should().HaveCount(2).And.Contain(runs[2].Id, "an open run is no ended one");
    }

    [Test]
    public async Task None_is_kept_if_none_is_to_be()
    {
        await SaveDueAsync("a");
        await RunAsync("a", new(5, s_long));
        var last = await RunAsync("a", new(0, s_long));

        (await Store.ListRunsAsync()).Should().BeEmpty();
        (await Store.FinishAsync(new(last, 1, RunState.Failed))).Recorded.Should().BeFalse();
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(2, 0, 0, 0, 0));
    }

    [Test]
    public async Task Those_that_are_too_old_go_whatever_became_of_their_schedule()
    {
        await SaveDueAsync("old");
        await SaveDueAsync("deleted");
        await RunAsync("old");
        await RunAsync("deleted");
        await Store.DeleteAsync("deleted");
        await AdvanceAsync(4 * Step);
        await SaveDueAsync("young");
        var young = await RunAsync("young");
        var (first, second) = (await SaveClaimedAsync("first"), await SaveClaimedAsync("second"));

        await Store.FinishAsync([new(first.Id, 1, RunState.Succeeded), new(second.Id, 1, RunState.Succeeded)], new(5, 3 * Step), CancellationToken.None);

        (await IdsAsync(null)).Should().BeEquivalentTo([young, first.Id, second.Id]);
        (await ReadAsync("old")).Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    [Test]
    public async Task An_open_run_does_not_grow_too_old()
    {
        var open = await SaveClaimedAsync("open");
        await SaveDueAsync("a");
        await AdvanceAsync(3 * Step);

        var ended = await RunAsync("a", new(5, Step));

        (await IdsAsync(null)).Should().BeEquivalentTo([open.Id, ended]);
    }

    [Test]
    public async Task What_is_kept_outlives_its_schedule_and_counts_with_a_later_life_of_the_id()
    {
        await SaveDueAsync("a");
        List<Guid> runs = [await RunAsync("a"), await RunAsync("a")];
        await Store.DeleteAsync("a");
        (await IdsAsync("a")).Should().BeEquivalentTo(runs);

        var reborn = await SaveDueAsync("a");
        (await IdsAsync("a")).Should().BeEquivalentTo(runs);
        runs.Add(await RunAsync("a", new(2, s_long)));

        (await IdsAsync("a")).Should().BeEquivalentTo(runs.TakeLast(2));
        (await Store.ListRunsAsync()).Single(run => run.Id == runs[2]).Incarnation.Should().Be(reborn.Incarnation);
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
    }

    // Takes the schedule's next occurrence, and ends its run later than the one before.
    private async Task<Guid> RunAsync(string id, RunRetention? retention = null)
    {
        var run = await ClaimAsync(Claims.Of(await ReadAsync(id)));
        await AdvanceAsync(TimeSpan.FromMilliseconds(1));
        (await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded), retention)).Recorded.Should().BeTrue();
        return run.Id;
    }

    private async Task<IEnumerable<Guid>> IdsAsync(string? scheduleId) =>
        (await Store.ListRunsAsync(new() { ScheduleId = scheduleId })).Select(run => run.Id);
}
