using FluentAssertions;
using NUnit.Framework;
using Scheduling.Chaining;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Running;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.HostingNode;

internal sealed class NodeTurnTests
{
    private static readonly DateTimeOffset Start = NodeDriver.Start;
    private static readonly DateTimeOffset Due = Start.AddMinutes(1);
    private static readonly AttemptResult Returned = new(AttemptEnd.Returned);

    [Test]
    public void A_due_occurrence_is_claimed_started_and_recorded_and_its_schedule_sleeps_on()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", Due)).Should().BeEmpty();
        node.WakeAt.Should().Be(Due);
        node.TurnAt(Due.AddTicks(-1)).Should().BeEmpty();

        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        var claim = take.Claims.Should().ContainSingle().Subject;
        (claim.ScheduleId, claim.Version, claim.Due, claim.Occurrence, claim.Next, claim.Missed).Should().Be(("a", 1L, Due, Due, (DateTimeOffset?)Due.AddMinutes(1), 0L));
        var started = node.Turn(node.Claimed(take));
        started.Only<NodeCommand.StartAttempt>().Run.Id.Should().Be(claim.RunId);
        started.News().Select(e => e.Kind).Should().Equal(SchedulingEventKind.ScheduleStart, SchedulingEventKind.RunStarted);
        var record = node.Turn(new NodeInput.AttemptEnded(claim.RunId, 1, Returned)).Only<NodeCommand.RecordCompletions>();
        record.Completions.Should().Equal(new Completion(claim.RunId, 1, RunState.Succeeded));
        node.Turn(node.Recorded(record)).News().Should().ContainSingle(e => e.Kind == SchedulingEventKind.RunFinished);

        node.View.Should().Be(new NodeView(1, 0, 0, 1, true));
        node.TurnAt(Due.AddMinutes(1).AddTicks(-1)).Should().BeEmpty();
        node.WakeAt.Should().Be(Due.AddMinutes(1));
    }

    [Test]
    public void A_claim_that_is_refused_arms_what_the_reply_tells()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", Due));
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();

        var present = NodeDriver.Head("a", Due.AddMinutes(7), version: 5);
        node.Turn(new NodeInput.ClaimsAnswered(take, [new ClaimResult(ClaimVerdict.Refused, present, null, null)], node.Now)).Should().BeEmpty();

        node.WakeAt.Should().Be(Due.AddMinutes(7));
        node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>().Claims.Should().ContainSingle(c => c.Version == 5);
    }

    // The store had reached that time when it answered, whatever a node says that has not asked it for hours.
    [Test]
    public void A_run_that_somebody_asked_for_is_taken_up_at_once_also_where_the_clock_lags()
    {
        var node = new NodeDriver();
        node.StartWith();
        var id = Guid.NewGuid();

        var commands = node.Turn(new NodeInput.RunsTriggered(
            [new TriggerResult(TriggerVerdict.Accepted, new RunHead(id, "a", NodeDriver.Job, 0, RunState.Waiting, node.Now.AddSeconds(1), NodeDriver.Self, false, CancelRequest.None))]));

        commands.Only<NodeCommand.TakeOverRuns>().Rescues.Should().Equal(new Rescue(id, 0));
    }

    // A save whose first try was refused is announced once more, with what the row has kept: its place among those staggered, for one.
    [TestCase(NodeDriver.Other, false)]
    [TestCase("third#1", true)]
    public void The_next_word_of_who_has_announced_a_save_settles_an_earlier_time_too(string announcer, bool isLookedAt)
    {
        var node = new NodeDriver();
        node.StartWith();
        SchedulingEvent intent = new(SchedulingEventKind.Intent, announcer) { ScheduleId = "a", WakeAt = Due, Job = NodeDriver.Job };

        node.Turn(new NodeInput.EventsArrived([intent, NodeDriver.Hearsay("a", 2, Due.AddMinutes(5))]));

        node.TurnAt(Due.AddMinutes(1)).OfType<NodeCommand.ReadDue>().Should().HaveCount(isLookedAt ? 1 : 0);
    }

    [Test]
    public void A_run_that_may_go_on_is_not_forgotten_for_an_older_answer_that_it_is_buffered()
    {
        var node = new NodeDriver();
        RunHead buffered = new(Guid.NewGuid(), "a", NodeDriver.Job, 0, RunState.Buffered, Due, NodeDriver.Self, false, CancelRequest.None);
        node.StartWith(new WindowPage([], [buffered], false, []));
        var look = node.TurnAt(Due).Only<NodeCommand.TakeOverRuns>();
        node.Turn(new NodeInput.RunsTriggered([new TriggerResult(TriggerVerdict.Known, buffered with { State = RunState.Waiting })])).HaveNo<NodeCommand.TakeOverRuns>();

        var commands = node.Turn(new NodeInput.RescuesAnswered(
            look, [new RescueResult(RescueVerdict.Refused, null, buffered with { LeaseUntil = Due.AddMinutes(1) })], node.Now));

        commands.Only<NodeCommand.TakeOverRuns>().Rescues.Should().Equal(new Rescue(buffered.Id, 0));
    }

    [Test]
    public void A_claim_that_is_refused_because_the_schedule_has_gone_leaves_nothing()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", Due));
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();

        node.Turn(new NodeInput.ClaimsAnswered(take, [new ClaimResult(ClaimVerdict.Refused, null, null, null)], node.Now)).Should().BeEmpty();

        node.WakeAt.Should().BeNull();
        node.View.WindowSize.Should().Be(0);
    }

    // A node keeps no memory of what it has claimed, so that the store alone decides. What was read before the claim and is answered after it costs a statement, and nothing else.
    [Test]
    public void What_was_read_before_a_claim_and_comes_after_it_is_refused_and_takes_nothing_from_the_run()
    {
        var node = new NodeDriver();
        var once = NodeDriver.Head("a", Due) with { Recurrence = RecurrenceText.Write(Recurrence.Once(Due)) };
        node.StartWith(once);
        var turn = node.TurnAt(Due, new NodeInput.EventsArrived([new SchedulingEvent(SchedulingEventKind.Backlog, NodeDriver.Other)]));
        var (take, read) = (turn.Only<NodeCommand.TakeOccurrences>(), turn.Only<NodeCommand.ReadDue>());
        var run = node.Turn(node.Claimed(take)).Only<NodeCommand.StartAttempt>().Run.Id;

        var late = node.Turn(new NodeInput.DueRead(read, new DuePage([once], [], false), Due)).Only<NodeCommand.TakeOccurrences>();
        node.Turn(new NodeInput.ClaimsAnswered(late, [new ClaimResult(ClaimVerdict.Refused, null, null, null)], Due)).Should().BeEmpty();

        (node.View.WindowSize, node.View.Running).Should().Be((0, 1));
        node.Turn(new NodeInput.AttemptEnded(run, 1, Returned)).Only<NodeCommand.RecordCompletions>().Completions.Should().Equal(new Completion(run, 1, RunState.Succeeded));
    }

    [Test]
    public void A_claim_that_came_too_early_waits_by_the_clock_that_the_store_has_told()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", Due));
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();

        // The store's clock was set back by five seconds.
        node.Turn(new NodeInput.ClaimsAnswered(
            take, [new ClaimResult(ClaimVerdict.Refused, NodeDriver.Head("a", Due), null, null)], Due.AddSeconds(-5))).Should().BeEmpty();

        node.WakeAt.Should().Be(Due.AddSeconds(5));
    }

    [Test]
    public void A_claim_that_failed_is_repeated_as_it_was_until_it_is_answered()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", Due));
        var first = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        var last = first;
        for (var i = 0; i < 12; i++)
        {
            node.Turn(new NodeInput.StoreFailed(last)).HaveNo<NodeCommand.TakeOccurrences>();
            node.WakeAt.Should().BeAfter(node.Now);
            last = node.TurnAtWakeUp().Only<NodeCommand.TakeOccurrences>();
            last.Claims.Should().Equal([first.Claims[0] with { NotAfter = first.Claims[0].Next!.Value.AddMicroseconds(-1) }], "with the next occurrence due, that one is to be run in its place");
        }

        node.Turn(node.Claimed(last)).Only<NodeCommand.StartAttempt>().Run.Id.Should().Be(first.Claims[0].RunId);
    }

    [Test]
    public void No_more_is_claimed_than_there_are_free_slots_and_what_stays_due_is_announced_once()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 4 });
        node.StartWith([.. Enumerable.Range(0, 10).Select(i => NodeDriver.Head($"s{i}", Due))]);

        var first = node.TurnAt(Due);
        var take = first.Only<NodeCommand.TakeOccurrences>();
        take.Claims.Should().HaveCount(4);
        first.News().Should().ContainSingle(e => e.Kind == SchedulingEventKind.Backlog);
        node.Turn(node.Claimed(take)).HaveNo<NodeCommand.TakeOccurrences>();
        node.View.Should().Match<NodeView>(view => view.Running == 4 && view.Due == 6);
        node.TurnAt(Due.AddSeconds(5)).HaveNo<NodeCommand.TakeOccurrences>();

        node.Turn([.. take.Claims.Take(3).Select(c => new NodeInput.AttemptEnded(c.RunId, 1, Returned))])
            .Only<NodeCommand.TakeOccurrences>().Claims.Should().HaveCount(3);
    }

    [Test]
    public void What_falls_due_while_all_slots_are_taken_is_announced()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 1 });
        node.StartWith(NodeDriver.Head("a", Due), NodeDriver.Head("b", Due.AddSeconds(5)));
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        node.Turn(node.Claimed(take));

        var commands = node.TurnAt(Due.AddSeconds(5));

        commands.HaveNo<NodeCommand.TakeOccurrences>();
        commands.News().Should().ContainSingle(e => e.Kind == SchedulingEventKind.Backlog, "idle nodes may help");
    }

    [Test]
    public void What_falls_due_behind_a_backlog_that_was_announced_is_announced_soon_after_it()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 1 });
        node.StartWith(NodeDriver.Head("a", Due), NodeDriver.Head("b", Due.AddSeconds(5)), NodeDriver.Head("c", Due.AddSeconds(5).AddMilliseconds(5)));
        node.Turn(node.Claimed(node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>()));
        node.TurnAt(Due.AddSeconds(5)).News().Should().ContainSingle(e => e.Kind == SchedulingEventKind.Backlog);

        node.TurnAt(Due.AddSeconds(5).AddMilliseconds(5)).News().Should().BeEmpty("those who help may be about to");

        node.WakeAt.Should().BeBefore(Due.AddSeconds(5).AddMilliseconds(50));
        node.TurnAtWakeUp().News().Should().ContainSingle(e => e.Kind == SchedulingEventKind.Backlog);
        node.TurnAt(node.Now.AddMilliseconds(500)).News().Should().BeEmpty("nothing has become due since");
    }

    [Test]
    public void What_only_waits_for_the_answer_to_a_batch_is_announced_no_more_than_once_a_second()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 8 });
        node.StartWith([.. Enumerable.Range(0, 4).Select(i => NodeDriver.Head($"s{i}", Due.AddMilliseconds(i)))]);
        node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        node.TurnAt(Due.AddMilliseconds(1)).News().Should().ContainSingle(e => e.Kind == SchedulingEventKind.Backlog);

        node.TurnAt(Due.AddMilliseconds(3)).News().Should().BeEmpty();

        node.WakeAt.Should().NotBe(node.Now.AddMilliseconds(18));
        node.TurnAt(Due.AddMilliseconds(500)).News().Should().BeEmpty();
    }

    [Test]
    public void A_slot_that_comes_free_in_a_backlog_waits_a_moment_for_others_and_no_longer()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 8 });
        node.StartWith([.. Enumerable.Range(0, 20).Select(i => NodeDriver.Head($"s{i}", Due))]);
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        node.Turn(node.Claimed(take));

        node.Turn(new NodeInput.AttemptEnded(take.Claims[0].RunId, 1, Returned)).HaveNo<NodeCommand.TakeOccurrences>();

        node.WakeAt.Should().Be(node.Now.AddMilliseconds(2));
        var commands = node.TurnAtWakeUp();
        commands.Only<NodeCommand.TakeOccurrences>().Claims.Should().ContainSingle();
        commands.Only<NodeCommand.RecordCompletions>();
    }

    [Test]
    public void A_completion_that_failed_in_a_backlog_is_sent_again_without_spinning()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 8 });
        node.StartWith([.. Enumerable.Range(0, 20).Select(i => NodeDriver.Head($"s{i}", Due))]);
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        node.Turn(node.Claimed(take));
        node.Turn(new NodeInput.AttemptEnded(take.Claims[0].RunId, 1, Returned));
        var record = node.TurnAtWakeUp().Only<NodeCommand.RecordCompletions>();

        node.Turn(new NodeInput.StoreFailed(record));
        var again = new List<NodeCommand>();
        for (var i = 0; i < 5 && again.Count == 0; i++)
        {
            again.AddRange(node.TurnAtWakeUp().OfType<NodeCommand.RecordCompletions>());
        }

        again.Cast<NodeCommand.RecordCompletions>().Should().ContainSingle().Which.Completions.Should().Equal(record.Completions);
    }

    [Test]
    public void A_safety_sweep_that_fails_waits_for_its_retry()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { SafetySweep = TimeSpan.FromSeconds(60) });
        node.StartWith();
        node.WakeAt.Should().Be(Start.AddSeconds(60));
        var read = node.TurnAtWakeUp().Only<NodeCommand.ReadWindow>();
        for (var i = 0; i < 5; i++)
        {
            node.Turn(new NodeInput.StoreFailed(read)).HaveNo<NodeCommand.ReadWindow>();
            read = node.TurnAtWakeUp().Only<NodeCommand.ReadWindow>();
        }

        node.Turn(new NodeInput.WindowRead(read, new WindowPage([], [], false, []), node.Now));
        node.WakeAt.Should().Be(node.Now.AddSeconds(60));
    }

    private static NodeInput.EventsArrived Heard(params SchedulingEvent[] events) => new(events);
}
