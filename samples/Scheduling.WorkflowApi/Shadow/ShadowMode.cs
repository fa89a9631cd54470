namespace Scheduling.WorkflowApi.Shadow;

/// <summary>Whether this host only records the runs that are due, of all schedules: the configuration's <c>Shadow</c>. Single schedules have it in their payload.</summary>
/// <param name="IsOn">Whether it does.</param>
internal sealed record ShadowMode(bool IsOn);
