using Scheduling.ClusterHost.Effects;

namespace Scheduling.Cluster.Tests.Records;

/// <summary>What a handler has told.</summary>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="Occurrence">The nominal time.</param>
/// <param name="RunId">The run.</param>
/// <param name="Attempt">Which attempt of it.</param>
/// <param name="Fence">Its fencing token.</param>
/// <param name="Incarnation">Which life of the schedule's id.</param>
/// <param name="Process">The process in which it ran.</param>
/// <param name="Kind">What is told.</param>
/// <param name="NodeAt">When it happened, by the machine's clock.</param>
/// <param name="At">When the server had it, by the database's clock.</param>
/// <param name="IsCancelled">Whether the handler's token was cancelled by then.</param>
internal sealed record Effect(
    string ScheduleId, DateTimeOffset Occurrence, Guid RunId, int Attempt, long Fence, long Incarnation, int Process, EffectKind Kind,
    DateTimeOffset NodeAt, DateTimeOffset At, bool IsCancelled)
{
    public override string ToString() => $"{ScheduleId} of {Occurrence:HH:mm:ss.fff}, attempt {Attempt} {Kind} at {NodeAt:HH:mm:ss.fff} by {Process}";
}
