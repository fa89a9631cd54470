namespace Scheduling.Storage;

/// <summary>What a node needs to know of an open run to watch over it.</summary>
/// <param name="Id">The run.</param>
/// <param name="ScheduleId">Its schedule.</param>
/// <param name="Job">Its job.</param>
/// <param name="Attempt">Its attempt.</param>
/// <param name="State">Whether it is held or waits.</param>
/// <param name="LeaseUntil">The end of its lease; of a run that waits, the time at which it is to be taken up.</param>
/// <param name="Node">The node that holds it, or held it last.</param>
/// <param name="Started">Whether its handler is known to have started in this attempt.</param>
/// <param name="Cancel">Whether it is to be stopped.</param>
public sealed record RunHead(
    Guid Id, string ScheduleId, string Job, int Attempt, RunState State, DateTimeOffset LeaseUntil, string Node, bool Started, CancelRequest Cancel);
