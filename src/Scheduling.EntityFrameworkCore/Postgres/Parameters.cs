using Npgsql;
using NpgsqlTypes;

namespace Scheduling.EntityFrameworkCore.Postgres;

/// <summary>Parameters of the statements: a batch is one array for each of its columns, whatever its length, so that its statement is always the same.</summary>
internal static class Parameters
{
    // PostgreSQL adds spans to its clock, and refuses times before 4713 BC.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(2_900_000);
    private static readonly TimeSpan s_shortest = TimeSpan.FromDays(-700_000);

    /// <summary>The rows of a batch. Behind a query of its own their number is not known when the statement is planned: else, from some number on, it would read the whole table to join a thousand rows.</summary>
    public static string Rows(params ReadOnlySpan<string> names)
    {
        System.Text.StringBuilder rows = new("unnest(");
        for (var i = 0; i < names.Length; i++)
        {
            rows.Append(i == 0 ? "(select @" : ", (select @").Append(names[i]).Append(')');
        }

        return rows.Append(')').ToString();
    }

    public static NpgsqlParameter Texts(string name, IEnumerable<string?> values) => Many(name, NpgsqlDbType.Text, values);

    public static NpgsqlParameter Numbers(string name, IEnumerable<long> values) => Many(name, NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter Numbers(string name, IEnumerable<long?> values) => Many(name, NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter Integers(string name, IEnumerable<int> values) => Many(name, NpgsqlDbType.Integer, values);

    public static NpgsqlParameter Integers(string name, IEnumerable<int?> values) => Many(name, NpgsqlDbType.Integer, values);

    public static NpgsqlParameter Flags(string name, IEnumerable<bool> values) => Many(name, NpgsqlDbType.Boolean, values);

    public static NpgsqlParameter Guids(string name, IEnumerable<Guid> values) => Many(name, NpgsqlDbType.Uuid, values);

    public static NpgsqlParameter Guids(string name, IEnumerable<Guid?> values) => Many(name, NpgsqlDbType.Uuid, values);

    public static NpgsqlParameter Times(string name, IEnumerable<DateTimeOffset> values) =>
        Many(name, NpgsqlDbType.TimestampTz, values.Select(Storage.Times.Column));

    public static NpgsqlParameter Times(string name, IEnumerable<DateTimeOffset?> values) =>
        Many(name, NpgsqlDbType.TimestampTz, values.Select(Storage.Times.Column));

    public static NpgsqlParameter Spans(string name, IEnumerable<TimeSpan> values) => Many(name, NpgsqlDbType.Interval, values.Select(Bounded));

    public static NpgsqlParameter Text(string name, string? value) =>
        new(name, NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Number(string name, long value) => new NpgsqlParameter<long>(name, NpgsqlDbType.Bigint) { TypedValue = value };

    public static NpgsqlParameter Integer(string name, int value) => new NpgsqlParameter<int>(name, NpgsqlDbType.Integer) { TypedValue = value };

    public static NpgsqlParameter Integer(string name, int? value) =>
        new(name, NpgsqlDbType.Integer) { Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Flag(string name, bool? value) =>
        new(name, NpgsqlDbType.Boolean) { Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Guid(string name, Guid? value) =>
        new(name, NpgsqlDbType.Uuid) { Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Time(string name, DateTimeOffset value) => new NpgsqlParameter<DateTime>(name, NpgsqlDbType.TimestampTz) { TypedValue = Storage.Times.Column(value) };

    public static NpgsqlParameter Span(string name, TimeSpan value) =>
        new NpgsqlParameter<TimeSpan>(name, NpgsqlDbType.Interval) { TypedValue = Bounded(value) };

    /// <summary>A span that is taken from the clock.</summary>
    public static NpgsqlParameter Age(string name, TimeSpan value) => Span(name, value > -s_shortest ? -s_shortest : value);

    public static NpgsqlParameter Time(string name, DateTime value) => new(name, NpgsqlDbType.TimestampTz) { Value = value };

    /// <summary>The latest time that a column may hold.</summary>
    public static NpgsqlParameter Latest() => Time("latest", Storage.Times.Latest);

    private static NpgsqlParameter<T[]> Many<T>(string name, NpgsqlDbType type, IEnumerable<T> values) =>
        new(name, NpgsqlDbType.Array | type) { TypedValue = [.. values] };

    private static TimeSpan Bounded(TimeSpan span) => span > s_longest ? s_longest : span < s_shortest ? s_shortest : span;
}
