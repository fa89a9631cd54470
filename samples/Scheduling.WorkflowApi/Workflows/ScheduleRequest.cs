using Scheduling.Schedules;
using Scheduling.WorkflowApi.Nodes;

namespace Scheduling.WorkflowApi.Workflows;

/// <summary>When a node runs: one of <paramref name="Cron"/>, <paramref name="Every"/> and <paramref name="At"/>.</summary>
/// <param name="Cron">A cron expression, read in <paramref name="Zone"/>.</param>
/// <param name="Every">A period, for example 00:05:00.</param>
/// <param name="At">One time.</param>
/// <param name="Zone">An IANA zone; UTC if it is left out.</param>
/// <param name="Payload">What the node is given.</param>
internal sealed record ScheduleRequest(
    string? Cron = null, TimeSpan? Every = null, DateTimeOffset? At = null, string? Zone = null, NodePayload? Payload = null)
{
    /// <exception cref="ArgumentException">None of them is given, more than one, or a zone with another one than cron.</exception>
    public Recurrence Recurrence(string node) => this switch
    {
        { Cron: { } cron, Every: null, At: null } => Schedules.Recurrence.Cron(cron, Zone ?? "UTC"),
        { Cron: null, Every: { } period, At: null, Zone: null } => Schedules.Recurrence.Every(period),
        { Cron: null, Every: null, At: { } at, Zone: null } => Schedules.Recurrence.Once(at),
        { Cron: null, Zone: not null } => throw new ArgumentException($"The schedule of node '{node}' has a zone without a cron. Give a zone with \"cron\" only."),
        _ => throw new ArgumentException($"The schedule of node '{node}' needs exactly one of \"cron\", \"every\" and \"at\"."),
    };
}
