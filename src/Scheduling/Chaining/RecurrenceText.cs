using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Scheduling.Errors;
using Scheduling.Schedules;

namespace Scheduling.Chaining;

/// <summary>The stored form of a recurrence. Pure.</summary>
internal static class RecurrenceText
{
    private static readonly RecurrenceJsonConverter Converter = new();

    // The converter is called directly: it needs no options, and no reflection that trimming could break.
    private static readonly JsonSerializerOptions Unused = new();

    // A DBA reads this column: '+' and letters beyond ASCII stay as they are.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Recurrence recurrence)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            Converter.Write(writer, recurrence, Unused);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Recurrence Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            reader.Read();
            var recurrence = Converter.Read(ref reader, typeof(Recurrence), Unused);
            return reader.Read() ? throw new JsonException("Something follows the recurrence's object.") : recurrence;
        }
        catch (Exception exception) when (exception
            is JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidRecurrenceException(
                $"The stored recurrence {Shortened(text)} can't be read: {exception.Message} "
                + "Save the schedule again, or run a version of the library that knows this form.",
                exception);
        }
    }

    private static string Shortened(string text) => text.Length <= 200 ? text : string.Concat(text.AsSpan(0, 200), "…");
}
