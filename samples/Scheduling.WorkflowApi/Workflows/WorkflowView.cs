namespace Scheduling.WorkflowApi.Workflows;

/// <summary>A workflow and when its nodes run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What people read.</param>
/// <param name="Nodes">Its nodes, by key.</param>
internal sealed record WorkflowView(string Id, string? Title, IReadOnlyList<NodeView> Nodes);
