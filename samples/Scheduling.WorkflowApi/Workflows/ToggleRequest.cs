namespace Scheduling.WorkflowApi.Workflows;

/// <summary>Pauses or resumes a node's schedule.</summary>
/// <param name="Enabled">Whether it shall run.</param>
internal sealed record ToggleRequest(bool Enabled);
