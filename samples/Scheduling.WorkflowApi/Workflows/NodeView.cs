using Scheduling.Schedules;

namespace Scheduling.WorkflowApi.Workflows;

/// <summary>A node and its schedule.</summary>
/// <param name="Key">What it is called.</param>
/// <param name="Title">What people read.</param>
/// <param name="When">Its recurrence in words; null without a schedule.</param>
/// <param name="State">How the schedule stands.</param>
/// <param name="NextDue">When it runs next.</param>
/// <param name="Note">Why it was paused or set aside.</param>
internal sealed record NodeView(string Key, string? Title, string? When = null, string? State = null, DateTimeOffset? NextDue = null, string? Note = null)
{
    public static NodeView Of(string key, string? title, Schedule? schedule) => schedule is null
        ? new(key, title)
        : new(key, title, schedule.Recurrence?.ToString(), schedule.State.ToString(), schedule.NextDue, schedule.Note);
}
