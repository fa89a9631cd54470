using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>How many of the listed runs of a schedule's life have ended in one way.</summary>
internal sealed record EndedCount(string ScheduleId, long Incarnation, RunState State, long Count);
