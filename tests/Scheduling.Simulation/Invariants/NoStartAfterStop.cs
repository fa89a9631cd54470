using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Invariants;

/// <summary>When a delete, a pause or a cancel has returned, no run starts that was claimed before it.</summary>
internal sealed class NoStartAfterStop(World world) : Checker(world)
{
    private readonly Dictionary<string, long> _stopped = [];

    public override void StopReturned(IReadOnlyCollection<string> scheduleIds, long sequence)
    {
        foreach (var id in scheduleIds)
        {
            _stopped[id] = Math.Max(sequence, _stopped.GetValueOrDefault(id));
        }
    }

    public override void HandlerStarts(Handler handler, RunFacts run)
    {
        if (_stopped.TryGetValue(run.ScheduleId, out var sequence) && run.Sequence < sequence)
        {
            Violate($"{run.ScheduleId}: attempt {handler.Run.Attempt} of the run of {run.Occurrence:O} starts on {handler.Process.Name}, although a call that stopped it has returned.");
        }
    }
}
