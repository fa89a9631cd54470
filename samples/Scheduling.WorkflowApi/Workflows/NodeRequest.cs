namespace Scheduling.WorkflowApi.Workflows;

/// <summary>A node as the user wants it.</summary>
/// <param name="Key">What it is called within the workflow.</param>
/// <param name="Title">What people read.</param>
/// <param name="Schedule">When it runs; null for a node that has no schedule, or shall have none any more.</param>
internal sealed record NodeRequest(string Key, string? Title = null, ScheduleRequest? Schedule = null);
