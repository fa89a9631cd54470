using Scheduling.Events;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Mutations;

/// <summary>Nobody hears that a node stops.</summary>
internal sealed class NoLeave() : Mutation("leave", "who stops says so, and is not waited for")
{
    public override IReadOnlyList<SchedulingEvent> Hear(IReadOnlyList<SchedulingEvent> events, Process from, Process to) =>
        [.. events.Where(told => told.Kind != SchedulingEventKind.Leave)];
}
