using Npgsql;
using Scheduling.Benchmarks.Servers;

namespace Scheduling.Benchmarks.Systems;

/// <summary>Multiplies a row in the database: a million schedules by calls would take most systems an hour.</summary>
internal static class Stock
{
    /// <param name="database">The database.</param>
    /// <param name="table">The table, with its schema.</param>
    /// <param name="where">Which row.</param>
    /// <param name="count">How many copies.</param>
    /// <param name="columns">What differs, as expressions of <c>g</c>, the number of the copy, and <c>t</c>, the row.</param>
    public static async Task MultiplyAsync(string database, string table, string where, int count, params (string Column, string Expression)[] columns)
    {
        var names = await Databases.AskAsync<string[]>(database,
            $"SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped");
        var values = names.Select(name => columns.FirstOrDefault(column => column.Column == name).Expression ?? $"t.\"{name}\"");
        await Databases.ExecuteAsync(database,
            $"INSERT INTO {table} ({string.Join(", ", names.Select(name => $"\"{name}\""))}) SELECT {string.Join(", ", values)} FROM {table} t, generate_series(1, {count}) g WHERE {where}");
    }

    /// <summary>A pooled connection for a system's own questions, whose statements are prepared by themselves.</summary>
    public static async Task<bool> AskAsync(string database, string question)
    {
        await using NpgsqlConnection connection = new(database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(question, connection);
        return (bool)(await command.ExecuteScalarAsync())!;
    }
}
