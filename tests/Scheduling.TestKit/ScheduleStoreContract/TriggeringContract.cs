using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>Runs that somebody asks for.</summary>
public abstract class TriggeringContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_run_waits_to_be_taken_up_at_once_and_the_schedule_does_not_change()
    {
        var row = await SaveInAsync("a", 50 * Step, write => write with { Group = "g", Name = "n", Payload = """{"x":1}""", TraceParent = "00-1-2-01" });
        Trigger trigger = new("a", Guid.CreateVersion7(), RunCause.Triggered);

        var reply = await Store.TriggerAsync([trigger], Holder, CancellationToken.None);

        var result = reply.Value.Single();
        result.Verdict.Should().Be(TriggerVerdict.Accepted);
        (result.Run!.State, result.Run.Attempt, result.Run.Node).Should().Be((RunState.Waiting, 0, Holder.Node));
        ShouldBeAt(result.Run.LeaseUntil, reply.StoreNow);
        (await ReadAsync("a")).Should().BeEquivalentTo(row);
        var run = (await Store.RescueAsync(new(trigger.RunId, 0), Other)).Run!;
        run.Should().BeEquivalentTo(new
        {
            Id = trigger.RunId,
            ScheduleId = "a",
            Group = "g",
            Name = "n",
            row.Incarnation,
            Writes.Job,
            Payload = """{"x":1}""",
            TraceParent = "00-1-2-01",
            Cause = RunCause.Triggered,
            Attempt = 1,
            Lost = 0,
            Other.Node,
            State = RunState.Claimed,
        });
        ShouldBeAt(run.Occurrence, reply.StoreNow);
        await Store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded));
        (await ReadAsync("a")).Counts.Succeeded.Should().Be(1);
    }

    [Test]
    public async Task An_occurrence_of_the_past_can_be_named()
    {
        var row = await SaveInAsync("a", 50 * Step);
        var occurrence = row.NextDue!.Value - (100 * Step);
        Trigger trigger = new("a", Guid.CreateVersion7(), RunCause.Backfilled) { Occurrence = occurrence };

        (await TriggerAsync(trigger)).Verdict.Should().Be(TriggerVerdict.Accepted);

        var run = (await Store.RescueAsync(new(trigger.RunId, 0), Holder)).Run!;
        (run.Occurrence, run.Cause).Should().Be((occurrence, RunCause.Backfilled));
    }

    [Test]
    public async Task What_is_asked_for_twice_under_one_id_runs_once()
    {
        await SaveInAsync("a", 50 * Step);
        Trigger trigger = new("a", Guid.CreateVersion7(), RunCause.Triggered);
        var first = await TriggerAsync(trigger);

        (await TriggerAsync(trigger)).Should().BeEquivalentTo(new TriggerResult(TriggerVerdict.Known, first.Run));

        await Store.RescueAsync(new(trigger.RunId, 0), Holder);
        await Store.FinishAsync(new Completion(trigger.RunId, 1, RunState.Succeeded));
        (await TriggerAsync(trigger)).Should().BeEquivalentTo(new TriggerResult(TriggerVerdict.Known, null));
        (await Store.ListRunsAsync()).Should().ContainSingle();
    }

    [Test]
    public async Task Nothing_runs_of_what_is_not_there_is_faulted_or_lives_another_life()
    {
        var row = await SaveInAsync("a", 50 * Step);
        await SaveInAsync("faulted", 50 * Step, write => write with { State = ScheduleState.Faulted });

        foreach (var trigger in new[]
        {
            new Trigger("gone", Guid.CreateVersion7(), RunCause.Triggered),
            new Trigger("faulted", Guid.CreateVersion7(), RunCause.Triggered),
            new Trigger("a", Guid.CreateVersion7(), RunCause.Triggered) { Incarnation = row.Incarnation + 1 },
        })
        {
            (await TriggerAsync(trigger)).Should().BeEquivalentTo(new TriggerResult(TriggerVerdict.Refused, null));
        }

        (await TriggerAsync(new("a", Guid.CreateVersion7(), RunCause.Triggered) { Incarnation = row.Incarnation })).Verdict.Should().Be(TriggerVerdict.Accepted);
    }

    [TestCase(ScheduleState.Paused)]
    [TestCase(ScheduleState.Completed)]
    public async Task A_schedule_that_sleeps_no_more_can_be_run(ScheduleState state)
    {
        await SaveInAsync("a", 50 * Step, write => write with { State = state });

        (await TriggerAsync(new("a", Guid.CreateVersion7(), RunCause.Triggered))).Verdict.Should().Be(TriggerVerdict.Accepted);
    }

    [TestCase(OverlapPolicy.Skip, TriggerVerdict.SkippedOverlap)]
    [TestCase(OverlapPolicy.AllowAll, TriggerVerdict.Accepted)]
    [TestCase(OverlapPolicy.BufferOne, TriggerVerdict.Buffered)]
    [TestCase(OverlapPolicy.BufferAll, TriggerVerdict.Buffered)]
    [TestCase(OverlapPolicy.CancelOther, TriggerVerdict.Buffered)]
    public async Task Beside_an_open_run_the_policy_decides_or_the_caller(OverlapPolicy overlap, TriggerVerdict verdict)
    {
        await SaveClaimedAsync("policy", write => write with { Overlap = overlap, BufferLimit = 5 });
        await SaveClaimedAsync("caller", write => write with { Overlap = overlap == OverlapPolicy.Skip ? OverlapPolicy.AllowAll : OverlapPolicy.Skip, BufferLimit = 5 });

        (await TriggerAsync(new("policy", Guid.CreateVersion7(), RunCause.Triggered))).Verdict.Should().Be(verdict);
        (await TriggerAsync(new("caller", Guid.CreateVersion7(), RunCause.Triggered) { Overlap = overlap })).Verdict.Should().Be(verdict);

        foreach (var id in new[] { "policy", "caller" })
        {
            (await ReadAsync(id)).Counts.SkippedOverlap.Should().Be(verdict == TriggerVerdict.SkippedOverlap ? 1 : 0);
        }
    }

    [Test]
    public async Task What_is_buffered_by_the_caller_goes_on_when_the_open_run_ends()
    {
        var open = await SaveClaimedAsync("a");
        Trigger trigger = new("a", Guid.CreateVersion7(), RunCause.Triggered) { Overlap = OverlapPolicy.BufferOne };
        await TriggerAsync(trigger);

        (await Store.FinishAsync(new Completion(open.Id, 1, RunState.Succeeded))).Promoted!.Id.Should().Be(trigger.RunId);
    }

    [Test]
    public async Task Those_that_make_way_are_told()
    {
        var open = await SaveClaimedAsync("a");

        var result = await TriggerAsync(new("a", Guid.CreateVersion7(), RunCause.Triggered) { Overlap = OverlapPolicy.CancelOther });

        result.Stopped.Select(run => (run.Id, run.Cancel)).Should().Equal((open.Id, CancelRequest.Always));
    }

    [Test]
    public async Task Many_of_one_schedule_are_decided_in_their_order()
    {
        await SaveInAsync("a", 50 * Step);
        var now = await StoreNowAsync();
        Trigger[] triggers = [.. Enumerable.Range(0, 4).Select(i => new Trigger("a", Guid.CreateVersion7(), RunCause.Backfilled)
        {
            Occurrence = now - ((9 - i) * Step),
            Overlap = OverlapPolicy.BufferOne,
        })];

        var results = (await Store.TriggerAsync(triggers, Holder, CancellationToken.None)).Value;

        results.Select(result => result.Verdict).Should().Equal(
            TriggerVerdict.Accepted, TriggerVerdict.Buffered, TriggerVerdict.SkippedOverlap, TriggerVerdict.SkippedOverlap);
    }

    private async Task<TriggerResult> TriggerAsync(Trigger trigger) => (await Store.TriggerAsync([trigger], Holder, CancellationToken.None)).Value.Single();
}
