namespace Scheduling.WorkflowApi.Nodes;

/// <summary>What the job is given.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Node">The node that runs.</param>
/// <param name="CustomerId">Whose it is; null for nobody's.</param>
/// <param name="Text">What the node writes.</param>
/// <param name="Shadow">Whether the run is only recorded.</param>
internal sealed record RunNodePayload(string Workflow, string Node, long? CustomerId, string? Text, bool Shadow = false);
