using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Mutations;

/// <summary>
/// A rule of the protocol that is switched off, at the seams of the engine: in what it hears, in what the store makes of its questions, in what it is set to. The library itself knows nothing
/// of mutations. This one changes nothing.
/// </summary>
internal class Mutation(string name, string rule)
{
    public static Mutation None { get; } = new("none", "Every rule holds.");

    public string Name => name;

    /// <summary>What is not so any more.</summary>
    public string Rule => rule;

    /// <summary>Whether a gap of the bus is told.</summary>
    public virtual bool TellsOfGaps => true;

    public virtual NodeSettings Change(NodeSettings settings) => settings;

    public virtual string NameOf(int machine, int epoch) => $"{Cluster.NameOf(machine)}#{epoch}";

    /// <summary>The connection to the store, as a process has it.</summary>
    public virtual IScheduleStore WrapLink(IScheduleStore link) => link;

    /// <summary>The store, as processes of that machine meet it.</summary>
    public virtual IScheduleStore Wrap(IScheduleStore truth, World world, int machine) => truth;

    /// <summary>What one process hears of what another says.</summary>
    public virtual IReadOnlyList<SchedulingEvent> Hear(IReadOnlyList<SchedulingEvent> events, Process from, Process to) => events;
}
