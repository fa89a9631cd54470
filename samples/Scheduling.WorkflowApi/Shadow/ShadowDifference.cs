namespace Scheduling.WorkflowApi.Shadow;

/// <summary>An occurrence that only one of the two has.</summary>
/// <param name="ScheduleId">The schedule that stands for the polled row.</param>
/// <param name="Due">The time.</param>
/// <param name="IsOnlyPolled">Whether it is the poller that has run it; else only the schedule was due.</param>
internal sealed record ShadowDifference(string ScheduleId, DateTimeOffset Due, bool IsOnlyPolled);
