using Scheduling.Schedules;

namespace Scheduling.WorkflowApi.Workflows;

/// <summary>A run of a node.</summary>
/// <param name="ScheduleId">The schedule.</param>
/// <param name="Occurrence">Its nominal time.</param>
/// <param name="State">How it stands, or has ended.</param>
/// <param name="Attempt">The attempt it is on, or ended with.</param>
/// <param name="ClaimedAt">When it was claimed.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Error">What it threw last.</param>
internal sealed record RunView(
    string ScheduleId, DateTimeOffset Occurrence, string State, int Attempt, DateTimeOffset ClaimedAt, DateTimeOffset? EndedAt, string? Error)
{
    public static RunView Of(Run run) => new(run.ScheduleId, run.Occurrence, run.State.ToString(), run.Attempt, run.ClaimedAt, run.EndedAt, run.Error);
}
