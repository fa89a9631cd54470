namespace Scheduling.WorkflowApi.Nodes;

/// <summary>What a user gives to a node's schedule.</summary>
/// <param name="CustomerId">Whose it is: the event customer/deleted with this number cancels the schedule.</param>
/// <param name="Text">What the node writes.</param>
internal sealed record NodePayload(long? CustomerId = null, string? Text = null);
