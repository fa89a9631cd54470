using FluentAssertions;
using Scheduling.Events;
using Scheduling.Hosting;

namespace Scheduling.Tests.HostingNode;

/// <summary>Picks commands out of what a turn wanted done.</summary>
internal static class CommandLists
{
    public static T Only<T>(this IEnumerable<NodeCommand> commands)
        where T : NodeCommand => commands.OfType<T>().Should().ContainSingle().Subject;

    public static void HaveNo<T>(this IEnumerable<NodeCommand> commands)
        where T : NodeCommand => commands.OfType<T>().Should().BeEmpty();

    public static IEnumerable<SchedulingEvent> News(this IEnumerable<NodeCommand> commands) =>
        commands.OfType<NodeCommand.Publish>().SelectMany(publish => publish.Events);
}
