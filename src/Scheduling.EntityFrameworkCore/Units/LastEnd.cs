using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>How a listed run has ended.</summary>
internal sealed record LastEnd(string ScheduleId, long Incarnation, long Fence, RunState State, DateTime EndedAt, string? Error)
{
    /// <summary>What it has failed with; an error of an earlier attempt is none.</summary>
    public string? Failure => State == RunState.Failed ? Error : null;
}
