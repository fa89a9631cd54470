using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>Many rows as one parameter: an array, of arrays where a row has several columns.</summary>
internal static class JsonRows
{
    // The text goes to SQLite alone; escaping what a browser might misread would only make it longer.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static string Of<TRow>(IEnumerable<TRow> rows, IReadOnlyList<Column<TRow>> columns) => Of(rows, (json, row) =>
    {
        json.WriteStartArray();
        foreach (var column in columns)
        {
            column.Write(json, row);
        }

        json.WriteEndArray();
    });

    public static string Of(IEnumerable<string> texts) => Of(texts, (json, text) => json.WriteStringValue(text));

    public static string Of(IEnumerable<Guid> ids) => Of(ids.Select(Column.Text));

    private static string Of<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, s_options))
        {
            json.WriteStartArray();
            foreach (var item in items)
            {
                write(json, item);
            }

            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
