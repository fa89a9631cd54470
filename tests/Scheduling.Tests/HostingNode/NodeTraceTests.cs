using System.Text.Json;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Hosting;

namespace Scheduling.Tests.HostingNode;

internal sealed class NodeTraceTests
{
    [Test]
    public void In_any_world_a_node_keeps_its_promises_forgets_nothing_and_drains([Range(1, 60)] int seed)
    {
        var world = new NodeWorld(seed);

        world.Live();

        world.Forgotten().Should().BeEmpty();
        world.Stop();
    }

    [TestCase(3)]
    [TestCase(4)]
    public void The_same_inputs_lead_to_the_same_commands(int seed)
    {
        var world = new NodeWorld(seed);
        world.Live();
        world.Stop();

        var again = new Node(world.Node.Settings, new SomeJobs(NodeDriver.Job));
        var commands = new List<NodeCommand>();
        foreach (var (inputs, now) in world.Node.Trace)
        {
            again.Turn(inputs, now);
            commands.AddRange(again.TakeCommands());
        }

        commands.Should().HaveCountGreaterThan(500);
        commands.Select(Text).Should().Equal(world.Node.All.Select(Text));
        again.WakeAt.Should().Be(world.Node.WakeAt);
        again.View.Should().Be(world.Node.View);
    }

    private static string Text(NodeCommand command) => $"{command.GetType().Name} {JsonSerializer.Serialize(command, command.GetType())}";
}
