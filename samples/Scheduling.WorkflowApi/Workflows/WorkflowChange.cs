using Scheduling.Schedules;

namespace Scheduling.WorkflowApi.Workflows;

/// <summary>What a change of a workflow came to.</summary>
/// <param name="Id">The workflow's id.</param>
/// <param name="Removed">The nodes that are gone.</param>
/// <param name="Cancelled">What of their schedules was stopped.</param>
internal sealed record WorkflowChange(string Id, IReadOnlyList<string> Removed, CancelResult Cancelled);
