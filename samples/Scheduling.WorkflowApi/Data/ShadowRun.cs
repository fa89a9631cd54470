namespace Scheduling.WorkflowApi.Data;

/// <summary>A run that was due in shadow mode, and did nothing but this row.</summary>
internal sealed class ShadowRun
{
    public required string IdempotencyKey { get; init; }

    public required string ScheduleId { get; init; }

    public required string WorkflowId { get; init; }

    public required string NodeKey { get; init; }

    public required DateTimeOffset Occurrence { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}
