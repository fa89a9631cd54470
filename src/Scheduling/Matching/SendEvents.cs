using System.Text.Json;
using Scheduling.Cancelling;
using Scheduling.Saving;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Matching;

/// <summary>Sends an event: turns its data into cancel keys, and stops the schedules that have one of them with one look-up.</summary>
internal sealed class SendEvents(StopSchedules stopping, ResumeSchedules resuming, EventData eventData)
{
    /// <summary>Cancels the schedule that <c>data.scheduleId</c> names; every job has this rule by itself.</summary>
    public const string ScheduleCancel = "schedule/cancel";

    /// <summary>Resumes the schedule that <c>data.scheduleId</c> names.</summary>
    public const string ScheduleStart = "schedule/start";

    public async Task<CancelResult> SendAsync<TData>(string eventName, TData data, CancellationToken cancellationToken)
    {
        EventNames.Check(eventName);
        using var json = eventData.Read(eventName, data);
        if (json.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            throw new ArgumentException(
                $"The data of event '{eventName}' is {json.RootElement.ValueKind.ToString().ToLowerInvariant()}, and has no members to match. Send an object, for example new {{ customerId = 42 }}.",
                nameof(data));
        }

        if (eventName == ScheduleStart)
        {
            if (ScheduleIdOf(json.RootElement) is not { } started)
            {
                throw new ArgumentException("The event schedule/start names no schedule. Send it with data that has a scheduleId.", nameof(data));
            }

            await resuming.ResumeAsync(started, cancellationToken).ConfigureAwait(false);
            return CancelResult.None;
        }

        var command = new StopCommand(StopAction.Delete, CancelRequest.Always)
        {
            Ids = eventName == ScheduleCancel && ScheduleIdOf(json.RootElement) is { } cancelled ? [cancelled] : [],
            CancelKeys = EventKeys.Of(eventName, json.RootElement),
        };
        return command.Ids.Count + command.CancelKeys.Count == 0
            ? CancelResult.None
            : await stopping.StopAsync(command, cancellationToken).ConfigureAwait(false);
    }

    private static string? ScheduleIdOf(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty("scheduleId", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}
