using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Schedules;

/// <summary>
/// The stored form of a <see cref="Recurrence"/>, version 1: an object with <c>"v": 1</c>, one of <c>"cron"</c> (with <c>"zone"</c>),
/// <c>"every"</c> (with <c>"anchor"</c>) or <c>"once"</c>, and optionally <c>"start"</c> and <c>"end"</c>. Times are ISO 8601 in UTC,
/// periods <c>[d.]hh:mm:ss[.fffffff]</c>.
/// </summary>
/// <remarks>A form with a higher version, or with a member that this version does not know, is refused: half a recurrence must not run.</remarks>
public sealed class RecurrenceJsonConverter : JsonConverter<Recurrence>
{
    /// <inheritdoc />
    public override Recurrence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A recurrence is a JSON object, for example {\"v\":1,\"cron\":\"0 9 * * *\",\"zone\":\"UTC\"}.");
        }

        Dictionary<string, string> members = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members[name] = name == "v"
                ? reader.GetInt32().ToString(CultureInfo.InvariantCulture)
                : reader.GetString() ?? throw new JsonException($"The recurrence's \"{name}\" is null.");
        }

        return FromMembers(members);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Recurrence value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteNumber("v", 1);
        switch (value.Kind)
        {
            case RecurrenceKind.Cron:
                writer.WriteString("cron", value.Expression);
                writer.WriteString("zone", value.TimeZone);
                break;
            case RecurrenceKind.Every:
                writer.WriteString("every", value.Period!.Value.ToString("c", CultureInfo.InvariantCulture));
                WriteTime(writer, "anchor", value.Anchor);
                break;
            default:
                WriteTime(writer, "once", value.At);
                break;
        }

        WriteTime(writer, "start", value.StartAt);
        WriteTime(writer, "end", value.EndAt);
        writer.WriteEndObject();
    }

    private static Recurrence FromMembers(Dictionary<string, string> members)
    {
        if (!members.Remove("v", out var version) || version != "1")
        {
            throw new JsonException($"A recurrence of form {version ?? "unknown"} can't be read by this version of the library, which reads form 1.");
        }

        members.Remove("start", out var start);
        members.Remove("end", out var end);
        members.Remove("zone", out var zone);
        members.Remove("anchor", out var anchor);
        Recurrence? recurrence = null;
        if (members.Remove("cron", out var cron))
        {
            recurrence = Recurrence.Cron(cron, zone ?? "UTC");
        }
        else if (members.Remove("every", out var every))
        {
            recurrence = Recurrence.Every(TimeSpan.ParseExact(every, "c", CultureInfo.InvariantCulture), ReadTime(anchor));
        }
        else if (members.Remove("once", out var once))
        {
            recurrence = Recurrence.Once(ReadTime(once)!.Value);
        }

        return recurrence is null || members.Count > 0
            ? throw new JsonException("A recurrence has exactly one of \"cron\", \"every\", \"once\", and besides only \"zone\", \"anchor\", \"start\", \"end\".")
            : recurrence.Between(ReadTime(start), ReadTime(end));
    }

    private static DateTimeOffset? ReadTime(string? text) => text is null
        ? null
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteString(name, value.UtcDateTime);
        }
    }
}
