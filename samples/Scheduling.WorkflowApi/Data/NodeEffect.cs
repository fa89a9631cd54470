namespace Scheduling.WorkflowApi.Data;

/// <summary>What a run of a node has done. The key is the run's, so that a run that is attempted twice has one effect.</summary>
internal sealed class NodeEffect
{
    public required string IdempotencyKey { get; init; }

    public required string WorkflowId { get; init; }

    public required string NodeKey { get; init; }

    public required DateTimeOffset Occurrence { get; init; }

    public required DateTimeOffset DoneAt { get; init; }

    public string? Text { get; init; }
}
