using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Running;
using Scheduling.Storage;

namespace Scheduling.Tests.HostingNode;

internal sealed class NodeTurnTests
{
    private static readonly DateTimeOffset Start = NodeDriver.Start;
    private static readonly DateTimeOffset Due = Start.AddMinutes(1);
    private static readonly AttemptResult Returned = new(AttemptEnd.Returned);

    [Test]
    public void A_turn_with_nothing_to_do_yields_no_command_and_no_time_to_wake()
    {
        var node = new NodeDriver();

        node.Turn().Should().BeEmpty();
        node.WakeAt.Should().BeNull();
    }

    [Test]
    public void The_store_is_read_after_the_echo_of_the_hello_and_not_before()
    {
        var node = new NodeDriver();

        var hello = node.Turn(new NodeInput.BusListening()).News().Should().ContainSingle().Subject;
        hello.Kind.Should().Be(SchedulingEventKind.Hello);
        node.Turn(Heard(hello with { Nonce = hello.Nonce + 1 })).Should().BeEmpty("that is not the echo");
        node.Turn(Heard(hello with { Node = NodeDriver.Other })).Should().BeEmpty("that is another's hello");

        node.Turn(Heard(hello)).Only<NodeCommand.ReadWindow>().Query.Jobs.Should().Equal(NodeDriver.Job);
        node.WakeAt.Should().BeNull();
    }

    [Test]
    public void A_silent_bus_delays_the_first_reading_by_one_wait()
    {
        var node = new NodeDriver();
        node.Turn(new NodeInput.BusListening());
        var wait = node.WakeAt!.Value;
        wait.Should().BeBefore(Start.AddSeconds(10));

        node.TurnAt(wait.AddTicks(-1)).Should().BeEmpty();
        var commands = node.TurnAt(wait);

        commands.Only<NodeCommand.ReadWindow>();
        commands.News().Should().ContainSingle(e => e.Kind == SchedulingEventKind.Hello, "the echo is awaited still, as a gap may lie behind");
    }

    [Test]
    public void A_hello_that_nobody_echoes_is_repeated_less_and_less_often()
    {
        var node = new NodeDriver();
        node.Turn(new NodeInput.BusListening());
        var read = node.TurnAtWakeUp().Only<NodeCommand.ReadWindow>();
        node.Turn(new NodeInput.WindowRead(read, new WindowPage([], [], false, []), node.Now));
        var gaps = new List<TimeSpan>();
        for (var i = 0; i < 10; i++)
        {
            gaps.Add(node.WakeAt!.Value - node.Now);
            node.TurnAtWakeUp().HaveNo<NodeCommand.ReadWindow>();
        }

        gaps.Should().BeInAscendingOrder();
        gaps[^1].Should().Be(TimeSpan.FromMinutes(1));
    }

    [Test]
    public void News_heard_before_the_store_was_read_does_not_make_the_node_spin()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { WindowSize = 16 });
        node.Turn(new NodeInput.BusListening());

        node.Turn(Heard([.. Enumerable.Range(0, 40).Select(i => NodeDriver.Hearsay($"s{i}", 1, Start.AddMilliseconds(100 + i)))]));
        for (var i = 0; i < 100 && node.WakeAt is not null && node.Now < Start.AddSeconds(2); i++)
        {
            node.TurnAtWakeUp();
        }

        node.All.OfType<NodeCommand.ReadDue>().Should().HaveCountLessThanOrEqualTo(1, "none was answered");
    }

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
            last.Claims.Should().Equal(first.Claims);
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

        node.Turn([.. take.Claims.Take(2).Select(c => new NodeInput.AttemptEnded(c.RunId, 1, Returned))])
            .Only<NodeCommand.TakeOccurrences>().Claims.Should().HaveCount(2);
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

    private static NodeInput.EventsArrived Heard(params SchedulingEvent[] events) => new(events);
}
