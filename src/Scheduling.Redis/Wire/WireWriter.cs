using System.Buffers;
using System.Text.Json;
using Scheduling.Events;

namespace Scheduling.Redis.Wire;

/// <summary>Writes events into messages.</summary>
internal static class WireWriter
{
    /// <summary>A message ends with the event that takes it to this size: Redis copies each message into a buffer of every subscriber.</summary>
    public const int FullBytes = 32 * 1024;

    /// <summary>As few messages as the size allows; the events keep their order.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Write(IReadOnlyList<SchedulingEvent> events)
    {
        List<ReadOnlyMemory<byte>> messages = new(1);
        for (var next = 0; next < events.Count;)
        {
            ArrayBufferWriter<byte> buffer = new();
            using Utf8JsonWriter json = new(buffer);
            json.WriteStartObject();
            json.WriteNumber("v", WireMessage.Current);
            json.WriteStartArray("e");
            do
            {
                JsonSerializer.Serialize(json, Of(events[next++]), WireJson.Default.WireEvent);
            }
            while (next < events.Count && json.BytesCommitted + json.BytesPending < FullBytes);

            json.WriteEndArray();
            json.WriteEndObject();
            json.Flush();
            messages.Add(buffer.WrittenMemory);
        }

        return messages;
    }

    private static WireEvent Of(SchedulingEvent told) => new()
    {
        Kind = WireNames.Of(told.Kind),
        Node = told.Node,
        ScheduleId = told.ScheduleId,
        Version = told.Version,
        Job = told.Job,
        WakeAt = told.WakeAt?.ToUniversalTime(),
        RunId = told.RunId,
        Attempt = told.Attempt,
        Holder = told.Holder,
        Cancel = WireNames.Of(told.Cancel),
        Started = told.Started,
        Nonce = told.Nonce,
        Rules = told.Rules,
    };
}
