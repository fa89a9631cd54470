namespace Scheduling.WorkflowApi.Data;

/// <summary>What a user of the application has built: nodes, some of which run by a schedule.</summary>
internal sealed class Workflow
{
    public required string Id { get; init; }

    public string? Title { get; set; }

    /// <summary>Grows with every change, so that of two who change it at once one is refused.</summary>
    public int Version { get; set; }

    public List<WorkflowNode> Nodes { get; } = [];
}
