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
    public void A_stop_while_a_free_slot_waits_for_others_ends_the_wait()
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

    private static NodeInput.EventsArrived Heard(params SchedulingEvent[] events) => new(events);
}
