using FluentAssertions;
using NUnit.Framework;
using Scheduling.Claiming;
using Scheduling.Hosting;
using Scheduling.Tests.HostingNode;

namespace Scheduling.Tests.Claiming;

internal sealed class LingerTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    [Test]
    public void Three_quarters_of_the_slots_are_enough_and_less_waits_a_moment()
    {
        var (node, linger) = Make(slots: 8);

        linger.IsEnough(6).Should().BeTrue();
        linger.Until.Should().BeNull();
        linger.IsEnough(5).Should().BeFalse();
        linger.Until.Should().Be(node.Now + Moment);
    }

    [Test]
    public void The_moment_is_over_to_the_tick_and_is_not_prolonged_by_asking()
    {
        var (node, linger) = Make(slots: 8);
        linger.IsEnough(1).Should().BeFalse();

        node.Now += Moment - TimeSpan.FromTicks(1);
        linger.IsEnough(2).Should().BeFalse();
        node.Now += TimeSpan.FromTicks(1);

        linger.IsEnough(2).Should().BeTrue();
    }

    [Test]
    public void After_its_end_it_begins_anew()
    {
        var (node, linger) = Make(slots: 8);
        linger.IsEnough(1);
        node.Now += Moment;

        linger.End();

        linger.Until.Should().BeNull();
        linger.IsEnough(1).Should().BeFalse();
    }

    [Test]
    public void With_one_slot_nothing_waits()
    {
        var (_, linger) = Make(slots: 1);

        linger.IsEnough(1).Should().BeTrue();
    }

    private static (NodeContext Node, Linger Linger) Make(int slots)
    {
        var node = new NodeContext(new NodeSettings(NodeDriver.Self) { MaxConcurrentRuns = slots }, new SomeJobs()) { Now = NodeDriver.Start };
        return (node, new Linger(node));
    }
}
