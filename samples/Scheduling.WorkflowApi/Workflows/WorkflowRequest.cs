namespace Scheduling.WorkflowApi.Workflows;

/// <summary>A workflow as the user wants it: all of it, what is left out goes.</summary>
/// <param name="Title">What people read.</param>
/// <param name="Nodes">Its nodes.</param>
internal sealed record WorkflowRequest(string? Title = null, IReadOnlyList<NodeRequest>? Nodes = null);
