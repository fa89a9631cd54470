using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Scale;

/// <summary>A schedule, as the model has it.</summary>
internal sealed record ModelRow(Recurrence Recurrence, CatchUpPolicy CatchUp, string? Name, ScheduleState State, DateTimeOffset? NextDue)
{
    public long Succeeded { get; init; }

    public long Missed { get; init; }

    public bool IsDueAt(DateTimeOffset now) => State == ScheduleState.Active && NextDue <= now;
}
