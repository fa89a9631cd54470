using System.Text.Json;
using System.Text.Json.Serialization;
using Scheduling.Errors;

namespace Scheduling.Schedules;

/// <summary>
/// The stored form of a <see cref="Recurrence"/>: an object whose <c>"v"</c> says how it is to be read. Times are ISO 8601 in UTC, days
/// <c>yyyy-MM-dd</c>, times of day <c>HH:mm[:ss[.fffffff]]</c>, periods <c>[d.]hh:mm:ss[.fffffff]</c>.
/// </summary>
/// <remarks>
/// <para>
/// Form 1 has one of <c>"cron"</c> (with <c>"zone"</c>), <c>"every"</c> (with <c>"anchor"</c>) or <c>"once"</c>, and optionally <c>"start"</c> and
/// <c>"end"</c>. Whatever form 1 can say is written in it, so that earlier versions of the library read it.
/// </para>
/// <para>
/// Form 2 may instead have <c>"days"</c> (a number; with <c>"at"</c>, <c>"zone"</c> and <c>"from"</c>), <c>"times"</c> (an array of times) or
/// <c>"union"</c> (an array of objects like this one, without <c>"v"</c>), and optionally <c>"limit"</c> (a number), <c>"exceptTimes"</c> (an array of
/// times), <c>"exceptDates"</c> (an array of <c>{ "zone", "dates" }</c>), <c>"except"</c> (an array of objects like this one, without <c>"v"</c>),
/// <c>"gap": "skip"</c>, <c>"overlap": "both"</c>, <c>"jitter"</c>, <c>"stagger"</c> (periods) and <c>"phase"</c> (a number from 0 up to 1).
/// </para>
/// <para>A form with a higher version, or with a member that its version does not know, is refused: half a recurrence must not run.</para>
/// </remarks>
public sealed class RecurrenceJsonConverter : JsonConverter<Recurrence>
{
    /// <inheritdoc />
    public override Recurrence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A recurrence is a JSON object, for example {\"v\":1,\"cron\":\"0 9 * * *\",\"zone\":\"UTC\"}.");
        }

        try
        {
            return RecurrenceJsonReader.Read(JsonElement.ParseValue(ref reader));
        }
        catch (Exception unreadable) when (unreadable is InvalidRecurrenceException or FormatException or OverflowException)
        {
            throw new JsonException($"The recurrence can't be read: {unreadable.Message}", unreadable);
        }
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Recurrence value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        RecurrenceJsonWriter.Write(writer, value);
    }
}
