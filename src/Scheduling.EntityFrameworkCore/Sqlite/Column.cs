using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Scheduling.EntityFrameworkCore.Storage;

namespace Scheduling.EntityFrameworkCore.Sqlite;

/// <summary>How a column is read, and how it travels to SQLite within JSON.</summary>
internal sealed record Column<TRow>(string Name, Action<Utf8JsonWriter, TRow> Write, Action<TRow, DbDataReader, int> Read);

/// <summary>The kinds of columns.</summary>
internal static class Column
{
    // As Microsoft.Data.Sqlite writes times: times that travel in JSON must compare with those that do not.
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.FFFFFFF";

    public static Column<TRow> Text<TRow>(string property, Func<TRow, string?> get, Action<TRow, string?> set) => new(
        ColumnNames.Of(property), (json, row) => json.WriteStringValue(get(row)), (row, reader, at) => set(row, reader.TextOrNull(at)));

    public static Column<TRow> Number<TRow>(string property, Func<TRow, long> get, Action<TRow, long> set) => new(
        ColumnNames.Of(property), (json, row) => json.WriteNumberValue(get(row)), (row, reader, at) => set(row, reader.GetInt64(at)));

    public static Column<TRow> NumberOrNull<TRow>(string property, Func<TRow, long?> get, Action<TRow, long?> set) => new(
        ColumnNames.Of(property),
        (json, row) =>
        {
            if (get(row) is { } number)
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        },
        (row, reader, at) => set(row, reader.IsDBNull(at) ? null : reader.GetInt64(at)));

    public static Column<TRow> Time<TRow>(string property, Func<TRow, DateTime> get, Action<TRow, DateTime> set) => new(
        ColumnNames.Of(property), (json, row) => json.WriteStringValue(Text(get(row))), (row, reader, at) => set(row, TimeOf(reader, at)));

    public static Column<TRow> TimeOrNull<TRow>(string property, Func<TRow, DateTime?> get, Action<TRow, DateTime?> set) => new(
        ColumnNames.Of(property),
        (json, row) => json.WriteStringValue(get(row) is { } time ? Text(time) : null),
        (row, reader, at) => set(row, reader.IsDBNull(at) ? null : TimeOf(reader, at)));

    public static Column<TRow> Id<TRow>(string property, Func<TRow, Guid> get, Action<TRow, Guid> set) => new(
        ColumnNames.Of(property), (json, row) => json.WriteStringValue(Text(get(row))), (row, reader, at) => set(row, reader.GetGuid(at)));

    public static string Text(DateTime time) => time.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string Text(Guid id) => id.ToString("D").ToUpperInvariant();

    public static DateTime TimeOf(DbDataReader reader, int at) => DateTime.SpecifyKind(reader.GetDateTime(at), DateTimeKind.Utc);
}
