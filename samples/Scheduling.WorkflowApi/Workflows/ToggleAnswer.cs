using Scheduling.Schedules;

namespace Scheduling.WorkflowApi.Workflows;

/// <summary>How a schedule stands after it was paused or resumed.</summary>
/// <param name="Node">The node and its schedule.</param>
/// <param name="Stopped">What a pause has stopped.</param>
internal sealed record ToggleAnswer(NodeView Node, CancelResult Stopped);
