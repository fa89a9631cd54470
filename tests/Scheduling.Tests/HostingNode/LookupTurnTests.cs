using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Storage;

namespace Scheduling.Tests.HostingNode;

/// <summary>When a node asks how things stand.</summary>
internal sealed class LookupTurnTests
{
    private static readonly DateTimeOffset Start = NodeDriver.Start;
    private static readonly DateTimeOffset Due = Start.AddMinutes(1);

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
