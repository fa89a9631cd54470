using System.Security.Cryptography;
using System.Text.Json;
using Scheduling.Errors;
using Scheduling.Schedules;
using Scheduling.WorkflowApi.Data;
using Scheduling.WorkflowApi.Nodes;

namespace Scheduling.WorkflowApi.Migrating;

/// <summary>Makes schedules of polled rows.</summary>
/// <remarks>
/// The rule of the hand-over: what lies before a row's <c>next_run</c> the poller has run, so no schedule has it; <c>next_run</c> itself and all that follows the poller has not run, so the schedule
/// has it. The node's schedule starts at <c>next_run</c>. Where its first occurrence is not <c>next_run</c> itself (which is past, or is not a time of the cron), a second schedule runs that once.
/// </remarks>
internal static class PolledRow
{
    /// <exception cref="ArgumentException">The row can't be read.</exception>
    public static ScheduleDefinition Lasting(PolledJob row, bool shadow) => Define(
        row, Recurrence.Cron(row.Cron, row.Zone).Between(NextRun(row), null), shadow) with
    {
        Note = $"migrated from row {row.Id} of scheduled_jobs",
    };

    /// <summary>The second schedule, if the saved one does not begin with the row's <c>next_run</c>.</summary>
    public static ScheduleDefinition? First(PolledJob row, Schedule saved, bool shadow) =>
        saved.NextDue is { } next && next.UtcTicks / TimeSpan.TicksPerMicrosecond == NextRun(row).UtcTicks / TimeSpan.TicksPerMicrosecond
            ? null
            : Define(row, Recurrence.Once(NextRun(row)), shadow) with
            {
                Id = NodeSchedules.FirstOf(saved.Id),
                Name = NodeSchedules.FirstOf(row.Node),
                Note = $"what the poller still owed of row {row.Id} of scheduled_jobs",
            };

    /// <summary>What the row says, apart from its <c>next_run</c>.</summary>
    public static string Fingerprint(PolledJob row) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes<string?[]>(
        [row.Workflow, row.Node, row.Job, row.Cron, row.Zone, row.Payload])));

    public static DateTimeOffset NextRun(PolledJob row) =>
        row.NextRun ?? throw new ArgumentException("It has no next_run, so the poller never runs it. Give it one, or switch it off.");

    private static ScheduleDefinition Define(PolledJob row, Recurrence recurrence, bool shadow) =>
        NodeSchedules.Define(row.Workflow, row.Node, recurrence, Payload(row), shadow) with { Job = row.Job };

    private static NodePayload? Payload(PolledJob row)
    {
        try
        {
            return row.Payload is null ? null : JsonSerializer.Deserialize<NodePayload>(row.Payload, JsonSerializerOptions.Web);
        }
        catch (JsonException unreadable)
        {
            throw new InvalidPayloadException($"Its payload can't be read: {unreadable.Message}", unreadable);
        }
    }
}
