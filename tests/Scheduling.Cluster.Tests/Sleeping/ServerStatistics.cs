using Npgsql;
using NUnit.Framework;

namespace Scheduling.Cluster.Tests.Sleeping;

/// <summary>What a PostgreSQL server has counted of a database. It is asked from another one, so that the question is not counted.</summary>
/// <param name="Transactions">Transactions that have ended.</param>
/// <param name="Statements">Statements; none where the server does not count them.</param>
/// <param name="Open">Transactions that are open.</param>
/// <param name="Connections">Connections of clients.</param>
/// <param name="Vacuums">Whether the server vacuums by itself.</param>
internal sealed record ServerStatistics(long Transactions, long Statements, long Open, long Connections, bool Vacuums)
{
    public static async Task<ServerStatistics> ReadAsync(string database)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var counts = await CountsStatementsAsync(connection);
        await using NpgsqlCommand command = new($"""
            select d.xact_commit + d.xact_rollback,
                {(counts ? "(select coalesce(sum(calls), 0)::bigint from pg_stat_statements s where s.dbid = d.datid)" : "0::bigint")},
                (select count(*) from pg_stat_activity a where a.datid = d.datid and a.xact_start is not null),
                (select count(*) from pg_stat_activity a where a.datid = d.datid and a.backend_type = 'client backend'),
                current_setting('autovacuum')::boolean
            from pg_stat_database d where d.datname = $1
            """, connection);
        command.Parameters.Add(new() { Value = name });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetBoolean(4));
    }

    private static async Task<bool> CountsStatementsAsync(NpgsqlConnection connection)
    {
        try
        {
            await using NpgsqlCommand extension = new("create extension if not exists pg_stat_statements; select count(*) from pg_stat_statements", connection);
            await extension.ExecuteScalarAsync();
            return true;
        }
        catch (PostgresException)
        {
            TestContext.Out.WriteLine("pg_stat_statements is not there: statements are not counted by the server, transactions are.");
            return false;
        }
    }
}
