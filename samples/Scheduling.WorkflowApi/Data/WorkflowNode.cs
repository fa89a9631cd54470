namespace Scheduling.WorkflowApi.Data;

/// <summary>A node of a workflow. That it has a schedule, and which, stands with the schedules alone.</summary>
internal sealed class WorkflowNode
{
    public required string WorkflowId { get; init; }

    public required string Key { get; init; }

    public string? Title { get; set; }
}
