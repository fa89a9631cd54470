using System.Text.Json;
using Scheduling.Events;

namespace Scheduling.Redis.Wire;

/// <summary>Reads messages, whoever has sent them. It throws nothing.</summary>
internal static class WireReader
{
    /// <param name="payload">The message.</param>
    /// <param name="maxBytes">How many bytes it may have.</param>
    /// <param name="events">Its events in order, without those of kinds that are not known here.</param>
    public static WireVerdict Read(ReadOnlyMemory<byte> payload, int maxBytes, out IReadOnlyList<SchedulingEvent> events)
    {
        events = [];
        if (payload.Length > maxBytes)
        {
            return WireVerdict.Oversized;
        }

        try
        {
            return JsonSerializer.Deserialize(payload.Span, WireJson.Default.WireMessage) is { } message ? Read(message, out events) : WireVerdict.Malformed;
        }
        catch (JsonException)
        {
            return MayBeTooNew(payload) ? WireVerdict.TooNew : WireVerdict.Malformed;
        }
    }

    private static WireVerdict Read(WireMessage message, out IReadOnlyList<SchedulingEvent> events)
    {
        events = [];
        if (Math.Max(message.ReadableFrom, message.ReadableFrom == 0 ? message.Version : 0) > WireMessage.Current)
        {
            return WireVerdict.TooNew;
        }

        if (message.Version < 1 || message.Events is null || message.Events.Any(told => told?.Kind is null || string.IsNullOrEmpty(told.Node)))
        {
            return WireVerdict.Malformed;
        }

        List<SchedulingEvent> read = new(message.Events.Count);
        foreach (var told in message.Events)
        {
            if (WireNames.TryReadKind(told!.Kind!, out var kind) && WireNames.TryReadCancel(told.Cancel, out var cancel))
            {
                read.Add(new(kind, told.Node!)
                {
                    ScheduleId = told.ScheduleId,
                    Version = told.Version,
                    Job = told.Job,
                    WakeAt = told.WakeAt?.ToUniversalTime(),
                    RunId = told.RunId,
                    Attempt = told.Attempt,
                    Holder = told.Holder,
                    Cancel = cancel,
                    Started = told.Started,
                    Nonce = told.Nonce,
                    Rules = told.Rules,
                });
            }
        }

        events = read;
        return WireVerdict.Read;
    }

    // A later version may have given a property another type, on which reading breaks; its head is all that must stay as it is.
    private static bool MayBeTooNew(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && Number(root, "r", Number(root, "v", 0)) > WireMessage.Current;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int Number(JsonElement root, string name, int otherwise) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : otherwise;
}
