using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Storage;

namespace Scheduling.Tests.HostingNode;

internal sealed class NodeStartTests
{
    private static readonly DateTimeOffset Start = NodeDriver.Start;

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

    private static NodeInput.EventsArrived Heard(params SchedulingEvent[] events) => new(events);
}
