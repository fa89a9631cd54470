using System.Text.Json;
using Microsoft.Extensions.Options;
using Scheduling.Errors;
using Scheduling.Hosting;

namespace Scheduling.Matching;

/// <summary>Turns the data of an event into JSON, by the same settings as payloads, so that equal values look equal.</summary>
internal sealed class EventData(IOptions<SchedulingOptions> options)
{
    public JsonDocument Read<TData>(string eventName, TData data)
    {
        try
        {
            if (data is JsonElement element)
            {
                return JsonDocument.Parse(element.GetRawText());
            }

            var type = data?.GetType() ?? typeof(TData);
            return JsonSerializer.SerializeToDocument(data, options.Value.Json.GetTypeInfo(type));
        }
        catch (Exception unserializable)
        {
            throw new InvalidPayloadException(
                $"The data of event '{eventName}' ({typeof(TData).Name}) can't be written as JSON: {unserializable.Message} "
                + "Send plain data, and under Native AOT add its type to the JsonSerializerContext in SchedulingOptions.Json.",
                unserializable);
        }
    }
}
