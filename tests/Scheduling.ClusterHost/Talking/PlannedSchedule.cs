using Scheduling.ClusterHost.Effects;
using Scheduling.Schedules;

namespace Scheduling.ClusterHost.Talking;

/// <summary>A schedule that is to be saved.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Recurrence">When it is due.</param>
public sealed record PlannedSchedule(string Id, Recurrence Recurrence)
{
    public string Job { get; init; } = "work";

    public EffectPayload Payload { get; init; } = new(0);

    public OverlapPolicy Overlap { get; init; } = OverlapPolicy.AllowAll;

    public CatchUpPolicy CatchUp { get; init; } = CatchUpPolicy.All;

    internal ScheduleDefinition ToDefinition() => new(Id, Job, Recurrence) { Payload = Payload, Overlap = Overlap, CatchUp = CatchUp };
}
