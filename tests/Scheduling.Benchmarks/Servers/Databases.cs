using Npgsql;
using Scheduling.TestKit.Servers;

namespace Scheduling.Benchmarks.Servers;

/// <summary>Gives each run a database of its own on one server: the one that SCHEDULING_TEST_POSTGRES names, or one that is started here.</summary>
internal sealed class Databases : IAsyncDisposable
{
    private readonly PostgresCluster? _own;

    private Databases(PostgresCluster? own) => _own = own;

    public static async Task<Databases> StartAsync()
    {
        if (Environment.GetEnvironmentVariable(PostgresServer.Variable) is { Length: > 0 })
        {
            return new(null);
        }

        var own = await PostgresCluster.StartAsync();
        Environment.SetEnvironmentVariable(PostgresServer.Variable, own.ConnectionString);
        return new(own);
    }

    /// <param name="template">A database to copy.</param>
    /// <returns>Its connection string; every system gets the same, with statements that are prepared by themselves.</returns>
    public static async Task<string> CreateAsync(string? template = null) =>
        new NpgsqlConnectionStringBuilder(await PostgresServer.CreateDatabaseAsync(template))
        {
            IncludeErrorDetail = false,
            MaxPoolSize = 120,
            MaxAutoPrepare = 200,
            AutoPrepareMinUsages = 2,
        }.ConnectionString;

    public static Task DropAsync(string database) => PostgresServer.DropDatabaseAsync(database);

    /// <summary>Lets the server do now what loading has left to be done later.</summary>
    public static Task SettleAsync(string database) => ExecuteAsync(database, "VACUUM ANALYZE", "CHECKPOINT");

    public static async Task ExecuteAsync(string database, params string[] statements)
    {
        await using var connection = await OpenAsync(database);
        foreach (var statement in statements)
        {
            await using NpgsqlCommand command = new(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    public static async Task<T> AskAsync<T>(string database, string question)
    {
        await using var connection = await OpenAsync(database);
        await using NpgsqlCommand command = new(question, connection) { CommandTimeout = 0 };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>What the server has counted of a database. It is asked from another one, so that the question is not counted.</summary>
    /// <returns>The statements, and the milliseconds that they took.</returns>
    /// <exception cref="PostgresException">The server has no pg_stat_statements.</exception>
    public static async Task<(long Statements, double Milliseconds)> StatementsAsync(string database)
    {
        NpgsqlConnectionStringBuilder there = new(database);
        var name = there.Database;
        there.Database = "postgres";
        await using var connection = await OpenAsync(there.ConnectionString);
        await using NpgsqlCommand command = new("""
            CREATE EXTENSION IF NOT EXISTS pg_stat_statements;
            SELECT coalesce(sum(s.calls), 0)::bigint, coalesce(sum(s.total_exec_time), 0) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid WHERE d.datname = @name
            """, connection);
        command.Parameters.AddWithValue("name", name!);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetDouble(1));
    }

    public ValueTask DisposeAsync() => _own?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<NpgsqlConnection> OpenAsync(string database)
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(database) { Pooling = false, MaxAutoPrepare = 0 }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
