using System.Text.Json;
using Scheduling.Saving;
using Scheduling.Storage;

namespace Scheduling.Matching;

/// <summary>Reads an event that was sent: turns its data into cancel keys, so that the schedules that have one of them are stopped with one look-up.</summary>
internal sealed class SendEvents(ResumeSchedules resuming, EventData eventData)
{
    /// <summary>Cancels the schedule that <c>data.scheduleId</c> names; every job has this rule by itself.</summary>
    public const string ScheduleCancel = "schedule/cancel";

    /// <summary>Resumes the schedule that <c>data.scheduleId</c> names.</summary>
    public const string ScheduleStart = "schedule/start";

    /// <summary>Resumes the schedule that the event resumes, or finds what it stops.</summary>
    /// <returns>What is to be stopped; null if nothing is.</returns>
    public async Task<StopCommand?> ResumeOrFindAsync<TData>(string eventName, TData data, StoreScope scope, CancellationToken cancellationToken)
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

            await resuming.ResumeAsync(started, scope, cancellationToken).ConfigureAwait(false);
            return null;
        }

        var command = new StopCommand(StopAction.Delete, CancelRequest.Always)
        {
            Ids = eventName == ScheduleCancel && ScheduleIdOf(json.RootElement) is { } cancelled ? [cancelled] : [],
            CancelKeys = EventKeys.Of(eventName, json.RootElement),
        };
        return command.Ids.Count + command.CancelKeys.Count == 0 ? null : command;
    }

    private static string? ScheduleIdOf(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty("scheduleId", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}
