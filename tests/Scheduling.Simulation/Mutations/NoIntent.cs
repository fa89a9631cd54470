using Scheduling.Events;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Mutations;

/// <summary>Nobody hears of a save before it is stored.</summary>
internal sealed class NoIntent() : Mutation("intent", "a save is announced before it is stored")
{
    public override IReadOnlyList<SchedulingEvent> Hear(IReadOnlyList<SchedulingEvent> events, Process from, Process to) =>
        [.. events.Where(told => told.Kind != SchedulingEventKind.Intent)];
}
