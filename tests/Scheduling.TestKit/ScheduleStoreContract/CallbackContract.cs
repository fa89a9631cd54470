using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>The runs that tell of the ends of others.</summary>
public abstract class CallbackContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    private const Callbacks All = Callbacks.Succeeded | Callbacks.Failed | Callbacks.Cancelled | Callbacks.Missed;

    [TestCase(RunState.Succeeded, RunOutcome.Succeeded)]
    [TestCase(RunState.Failed, RunOutcome.Failed)]
    [TestCase(RunState.Cancelled, RunOutcome.Cancelled)]
    public async Task The_end_of_a_run_makes_one_that_tells_of_it(RunState end, RunOutcome outcome)
    {
        var run = await SaveClaimedAsync("a", write => Told(write) with { Group = "g", Name = "n", Payload = """{"x":1}""", PauseAfterFailures = 2 });

        await Store.FinishAsync(new Completion(run.Id, 1, end) { Error = "oh" });

        var told = await CallbackAsync(run.Id);
        told.Should().BeEquivalentTo(new
        {
            ScheduleId = "a",
            Group = "g",
            Name = "n",
            run.Job,
            run.Occurrence,
            Incarnation = -run.Incarnation,
            Payload = """{"x":1}""",
            Cause = RunCause.Callback,
            CallbackOf = (RunOutcome?)outcome,
            CallbackError = end == RunState.Succeeded ? null : "oh",
            State = RunState.Waiting,
            Attempt = 0,
            Callbacks = Callbacks.None,
        });
        (told.PauseAfterFailures, told.EndedAt).Should().Be((null, null));
        (await Store.ReadWindowAsync(10)).Runs.Should().Equal(told.ToHead());
        var listed = (await Store.ListRunsAsync(new RunFilter { ScheduleId = "a" }, null, 10, CancellationToken.None)).Value;
        listed.Select(one => one.Id).Should().BeEquivalentTo([run.Id, told.Id]);
    }

    [Test]
    public async Task Only_the_ends_that_are_asked_for_are_told_of()
    {
        var run = await SaveClaimedAsync("a", write => write with { Callbacks = All & ~Callbacks.Succeeded });
        var retried = await SaveClaimedAsync("b", Told);

        await Store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded));
        await Store.FinishAsync(new Completion(retried.Id, 1, RunState.Waiting) { HandlerFailed = true });

        (await Store.ListRunsAsync()).Should().OnlyContain(one => one.CallbackOf == null);
    }

    [Test]
    public async Task An_end_that_is_stored_again_is_told_of_once()
    {
        var run = await SaveClaimedAsync("a", Told);
        Completion end = new(run.Id, 1, RunState.Failed);

        await Store.FinishAsync(end);
        await Store.FinishAsync(end);

        (await Store.ListRunsAsync()).Should().HaveCount(2);
        (await CallbackAsync(run.Id)).CallbackOf.Should().Be(RunOutcome.Failed);
    }

    [Test]
    public async Task A_callback_is_no_run_of_its_schedule()
    {
        var run = await SaveClaimedAsync("a", Told);
        await Store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded));

        var next = await ClaimAsync(Claims.Of(await ReadAsync("a")));
        var callback = (await Store.RescueAsync(new(CallbackRuns.IdOf(run.Id), 0), Other)).Run!;
        await Store.FinishAsync(new Completion(callback.Id, 1, RunState.Failed) { Error = "not told" });

        next.State.Should().Be(RunState.Claimed);
        var after = await ReadAsync("a");
        (after.Counts, after.LastOutcome, after.LastError).Should().Be((new OutcomeCounts(1, 0, 0, 0, 0), RunOutcome.Succeeded, null));
        (await Store.ListRunsAsync()).Should().HaveCount(3, "the end of a callback is not told of");
    }

    [TestCase(StopAction.Delete)]
    [TestCase(StopAction.Pause)]
    public async Task What_ends_by_a_stop_is_told_of_and_outlives_it(StopAction action)
    {
        var run = await SaveWaitingToldAsync();
        StopCommand stop = new(action, CancelRequest.Always) { Ids = ["a"] };

        var reply = await Store.StopAsync(stop, CancellationToken.None);
        var again = await Store.StopAsync(stop, CancellationToken.None);

        var head = reply.Value.Callbacks.Should().ContainSingle().Subject;
        (head.Id, head.ScheduleId, head.Job, head.Attempt, head.State).Should().Be((CallbackRuns.IdOf(run.Id), "a", run.Job, 0, RunState.Waiting));
        (again.Value.Claimed.Count + again.Value.Waiting.Count + again.Value.Callbacks.Count).Should().Be(0);
        var callback = await Store.RescueAsync(new(head.Id, 0), Other);
        (callback.Verdict, callback.Run?.CallbackOf, callback.Run?.Payload).Should().Be((RescueVerdict.Rescued, RunOutcome.Cancelled, "1"));
        (await Store.RenewAsync(new(head.Id, 1, false), Lease)).Should().BeEquivalentTo(new { Held = true, Cancel = CancelRequest.None });
    }

    [Test]
    public async Task A_claimed_run_that_is_stopped_is_told_of_when_it_ends()
    {
        var run = await SaveClaimedAsync("a", Told);

        var stopped = (await Store.StopAsync(new(StopAction.Delete, CancelRequest.Always) { Ids = ["a"] }, CancellationToken.None)).Value;
        await AdvanceAsync(Lease);
        var result = await Store.RescueAsync(new(run.Id, 1), Other);

        stopped.Callbacks.Should().BeEmpty();
        (result.Verdict, result.Callback?.Id).Should().Be((RescueVerdict.Cancelled, CallbackRuns.IdOf(run.Id)));
        (await CallbackAsync(run.Id)).CallbackOf.Should().Be(RunOutcome.Cancelled);
    }

    [Test]
    public async Task A_run_that_is_poisoned_is_told_of_as_failed()
    {
        var run = await SaveClaimedAsync("a", Told);
        await AdvanceAsync(Lease);

        var result = (await Store.RescueAsync([new(run.Id, 1)], Other, 1, CancellationToken.None)).Value.Single();

        (result.Verdict, result.Callback?.Id).Should().Be((RescueVerdict.Poisoned, CallbackRuns.IdOf(run.Id)));
        var told = await CallbackAsync(run.Id);
        (told.CallbackOf, told.CallbackError).Should().Be((RunOutcome.Failed, "Set aside as poisoned: 1 attempts were lost with their node."));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Missed_occurrences_are_told_of_together(bool runsNothing)
    {
        var row = await SaveDueAsync("a", write => Told(write) with { Payload = "1" });
        MissedRun missed = new(Guid.CreateVersion7(), row.NextDue!.Value, row.NextDue.Value + Step);

        var result = await Store.ClaimAsync(Claims.Of(row) with { RunsNothing = runsNothing, Missed = 2, MissedRun = missed, Next = row.NextDue + (2 * Step) }, Holder);

        result.Callbacks.Select(head => head.Id).Should().Equal(CallbackRuns.IdOf(missed.Id));
        var told = await CallbackAsync(missed.Id);
        (told.CallbackOf, told.Missed, told.Occurrence, told.LastMissed, told.Payload).Should().Be((RunOutcome.Missed, 2, missed.First, missed.Last, "1"));
    }

    [Test]
    public async Task What_makes_way_for_an_occurrence_is_told_of()
    {
        var run = await SaveWaitingToldAsync(OverlapPolicy.CancelOther);

        var result = await Store.ClaimAsync(Claims.Of(await ReadAsync("a")), Holder);

        result.Verdict.Should().Be(ClaimVerdict.Claimed);
        result.Callbacks.Select(head => head.Id).Should().Equal(CallbackRuns.IdOf(run.Id));
        (await CallbackAsync(run.Id)).Payload.Should().Be("1");
    }

    [Test]
    public async Task What_makes_way_for_a_run_that_is_asked_for_is_told_of()
    {
        var run = await SaveWaitingToldAsync(OverlapPolicy.CancelOther);
        Trigger[] triggers = [new("a", Guid.CreateVersion7(), RunCause.Triggered), new("a", Guid.CreateVersion7(), RunCause.Triggered)];

        var results = (await Store.TriggerAsync(triggers, Holder, CancellationToken.None)).Value;

        results.SelectMany(result => result.Callbacks).Select(head => head.Id).Should().Equal(CallbackRuns.IdOf(run.Id), CallbackRuns.IdOf(triggers[0].RunId));
        foreach (var ended in new[] { run.Id, triggers[0].RunId })
        {
            var told = await CallbackAsync(ended);
            (told.CallbackOf, told.Payload, told.State).Should().Be((RunOutcome.Cancelled, "1", RunState.Waiting));
        }
    }

    [Test]
    public async Task A_callback_that_has_lost_its_node_is_taken_over_though_its_schedule_is_gone()
    {
        var run = await SaveClaimedAsync("a", Told);
        await Store.FinishAsync(new Completion(run.Id, 1, RunState.Failed));
        await Store.RescueAsync(new(CallbackRuns.IdOf(run.Id), 0), Holder);
        await Store.StopAsync(new(StopAction.Delete, CancelRequest.Always) { Ids = ["a"] }, CancellationToken.None);
        await AdvanceAsync(Lease);

        var result = await Store.RescueAsync(new(CallbackRuns.IdOf(run.Id), 1), Other);

        (result.Verdict, result.Run?.Attempt).Should().Be((RescueVerdict.Rescued, 2));
    }

    [Test]
    public async Task Ended_callbacks_are_kept_by_a_number_of_their_own()
    {
        RunRetention one = new(1, TimeSpan.FromDays(1));
        for (var i = 0; i < 2; i++)
        {
            var run = await (i == 0 ? SaveClaimedAsync("a", Told) : ClaimAsync(Claims.Of(await ReadAsync("a"))));
            await Store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded), one);
            var callback = (await Store.RescueAsync(new(CallbackRuns.IdOf(run.Id), 0), Holder)).Run!;
            await Store.FinishAsync(new Completion(callback.Id, 1, RunState.Succeeded), one);
        }

        (await Store.ListRunsAsync()).Select(run => run.CallbackOf is null).Should().BeEquivalentTo([true, false]);
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(2, 0, 0, 0, 0));
    }

    [Test]
    public async Task A_run_is_known_as_long_as_its_callback_is()
    {
        await SaveAsync(Told(Writes.Schedule("a", nextDue: null)));
        Trigger asked = new("a", Guid.CreateVersion7(), RunCause.Triggered);
        await Store.TriggerAsync([asked], Holder, CancellationToken.None);
        await Store.RescueAsync(new(asked.RunId, 0), Holder);
        await Store.FinishAsync(new Completion(asked.RunId, 1, RunState.Failed), new RunRetention(0, TimeSpan.FromDays(1)));

        var again = (await Store.TriggerAsync([asked], Holder, CancellationToken.None)).Value.Single();

        (again.Verdict, again.Run).Should().Be((TriggerVerdict.Known, null));
        (await Store.ListRunsAsync()).Should().ContainSingle().Which.Id.Should().Be(CallbackRuns.IdOf(asked.RunId));
    }

    private static ScheduleWrite Told(ScheduleWrite write) => write with { Callbacks = All };

    private async Task<StoredRun> SaveWaitingToldAsync(OverlapPolicy overlap = OverlapPolicy.Skip)
    {
        var run = await SaveClaimedAsync("a", write => Told(write) with { Overlap = overlap, Payload = "1" });
        await Store.FinishAsync(new(run.Id, run.Attempt, RunState.Waiting) { RetryAfter = 50 * Step, HandlerFailed = true });
        return run;
    }

    private async Task<StoredRun> CallbackAsync(Guid runId) => (await Store.ListRunsAsync()).Should().ContainSingle(run => run.Id == CallbackRuns.IdOf(runId)).Subject;
}
