using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Running;
using Scheduling.Storage;

namespace Scheduling.Tests.HostingNode;

internal sealed class NodeStopTests
{
    private static readonly DateTimeOffset Start = NodeDriver.Start;
    private static readonly DateTimeOffset Due = Start.AddMinutes(1);
    private static readonly AttemptResult Returned = new(AttemptEnd.Returned);

    [Test]
    public void A_stop_ends_the_moment_for_which_a_freed_slot_waits()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 8 });
        node.StartWith([.. Enumerable.Range(0, 20).Select(i => NodeDriver.Head($"s{i}", Due))]);
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        node.Turn(node.Claimed(take));
        node.Turn(new NodeInput.AttemptEnded(take.Claims[0].RunId, 1, Returned));

        node.Turn(new NodeInput.Stopping());
        for (var i = 0; i < 5 && node.WakeAt is not null; i++)
        {
            node.TurnAtWakeUp().HaveNo<NodeCommand.TakeOccurrences>();
        }
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
    public void While_it_stops_nothing_is_claimed_looked_up_or_read_and_it_has_drained_when_nothing_is_open()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", Due), NodeDriver.Head("b", Due.AddSeconds(1)));
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        node.Turn(node.Claimed(take));

        var stop = node.Turn(new NodeInput.Stopping());
        stop.Only<NodeCommand.StopAttempt>().Should().Match<NodeCommand.StopAttempt>(s => s.OnlyBeforeStart && s.Reason == StopReason.HostStopping);
        stop.News().Should().ContainSingle(e => e.Kind == SchedulingEventKind.Leave);
        stop.HaveNo<NodeCommand.Drained>();
        node.TurnAt(Due.AddSeconds(2), Heard(NodeDriver.Hearsay("c", 9, Due), new(SchedulingEventKind.Backlog, NodeDriver.Other))).Should().BeEmpty();
        var record = node.Turn(new NodeInput.AttemptEnded(take.Claims[0].RunId, 1, Returned)).Only<NodeCommand.RecordCompletions>();
        node.All.HaveNo<NodeCommand.Drained>();

        node.Turn(node.Recorded(record)).Only<NodeCommand.Drained>();
        node.TurnAt(Due.AddHours(1)).Should().BeEmpty("it has said so once");
    }

    [Test]
    public void A_node_with_nothing_open_has_drained_at_once()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", Due));

        node.Turn(new NodeInput.Stopping()).Only<NodeCommand.Drained>();
        node.WakeAt.Should().BeNull();
    }

    [Test]
    public void A_run_that_was_claimed_while_the_stop_came_is_handed_back_without_a_start()
    {
        var node = new NodeDriver();
        node.StartWith(NodeDriver.Head("a", Due));
        var take = node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        node.Turn(new NodeInput.Stopping()).HaveNo<NodeCommand.Drained>();

        var commands = node.Turn(node.Claimed(take));

        commands.HaveNo<NodeCommand.StartAttempt>();
        var record = commands.Only<NodeCommand.RecordCompletions>();
        record.Completions.Should().Equal(new Completion(take.Claims[0].RunId, 1, RunState.Waiting));
        node.Turn(node.Recorded(record)).Only<NodeCommand.Drained>();
    }

    [Test]
    public void A_look_up_that_failed_before_the_stop_does_not_make_it_spin()
    {
        var node = new NodeDriver();
        node.StartWith();
        node.Turn(Heard(NodeDriver.Hearsay("a", 3, Start.AddSeconds(1))));
        var read = node.TurnAtWakeUp().Only<NodeCommand.ReadDue>();
        node.Turn(new NodeInput.StoreFailed(read));

        node.Turn(new NodeInput.Stopping()).Only<NodeCommand.Drained>();

        node.TurnAt(node.Now.AddMinutes(1)).Should().BeEmpty();
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

    [Test]
    public void Hearsay_that_falls_due_while_an_older_state_is_on_its_way_is_looked_up_again()
    {
        var node = new NodeDriver();
        node.StartWith();
        node.Turn(Heard(NodeDriver.Hearsay("a", 5, Start.AddSeconds(1))));
        var slow = node.TurnAt(Start.AddSeconds(10)).Only<NodeCommand.ReadDue>();
        node.Turn(Heard(NodeDriver.Hearsay("a", 6, Start.AddSeconds(12))));
        node.TurnAt(Start.AddSeconds(20)).HaveNo<NodeCommand.ReadDue>();

        // The answer was read before version 6 was stored.
        var commands = node.Turn(new NodeInput.DueRead(slow, new DuePage([NodeDriver.Head("a", Start.AddSeconds(1), 5, NodeDriver.Other)], [], false), node.Now));

        commands.Only<NodeCommand.ReadDue>().Query.ScheduleIds.Should().Equal("a");
    }

    [Test]
    public void A_node_whose_claims_are_under_way_does_not_ask_what_is_due_in_a_loop()
    {
        var node = new NodeDriver(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = 8 });
        node.StartWith(NodeDriver.Head("a", Due));
        node.TurnAt(Due).Only<NodeCommand.TakeOccurrences>();
        var read = node.Turn(Heard(new SchedulingEvent(SchedulingEventKind.Backlog, NodeDriver.Other))).Only<NodeCommand.ReadDue>();
        var page = new DuePage([.. Enumerable.Range(0, 7).Select(i => NodeDriver.Head($"s{i}", Due, 1, NodeDriver.Other))], [], More: true);
        for (var i = 0; i < 20; i++)
        {
            var next = node.Turn(new NodeInput.DueRead(read, page, node.Now)).OfType<NodeCommand.ReadDue>().FirstOrDefault();
            if (next is null)
            {
                return;
            }

            read = next;
        }

        Assert.Fail("It has asked 20 times while the claim that would use the answers was under way.");
    }

    private static NodeInput.EventsArrived Heard(params SchedulingEvent[] events) => new(events);
}
