using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.EntityFrameworkCore.Tests.Postgres;
using Scheduling.Schedules;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Clusters;

/// <summary>What the server sees of ten thousand schedules that are asleep.</summary>
public sealed class IdleTests
{
    [TestCase(10)]
    [TestCase(600, Explicit = true)]
    public async Task Asleep_the_server_sees_no_transaction_and_no_statement(int seconds)
    {
        var database = await PostgresTemplate.CopyAsync();
        Handler handler = new();
        await using (DatabaseHost host = new(scheduling => scheduling.UsePostgres($"{database};Connection Idle Lifetime=2;Connection Pruning Interval=1"), handler))
        {
            await host.StartAsync();
            await host.Scheduler.SaveAsync(Enumerable.Range(0, 10_000).Select(i =>
                new ScheduleDefinition($"{i:00000}", DatabaseHost.Job, Recurrence.Every(TimeSpan.FromHours(1 + (i % 24))))));
            await host.Scheduler.SaveAsync(DatabaseHost.Once("awake", TimeSpan.FromMilliseconds(200)));
            await handler.NextAsync();
            await host.Store.UntilAllHaveEndedAsync();

            // A connection that idles tells the server's statistics of its last transaction when it ends.
            var before = await SeenAsync(database);
            while (before.Connections > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
                before = await SeenAsync(database);
            }

            // That last connection may have ended between the counting of the transactions and that of the connections.
            before = await SeenAsync(database);
            await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
            var after = await SeenAsync(database);

            TestContext.Out.WriteLine(
                $"{seconds} s asleep: {after.Transactions - before.Transactions} transactions, {after.Statements - before.Statements} statements, {after.Open} open transactions, {after.Connections} connections left");
            (after.Statements - before.Statements, after.Open).Should().Be((0, 0));

            // A server that vacuums by itself counts its own transactions too; the one that tests/run starts does not.
            if (!after.Vacuums)
            {
                (after.Transactions - before.Transactions).Should().Be(0);
            }
        }

        await PostgresServer.DropDatabaseAsync(database);
    }

    // Asked from another database, so that the question is not counted; statements only where the server counts them.
    private static async Task<(long Transactions, long Statements, long Open, long Connections, bool Vacuums)> SeenAsync(string database)
    {
        var name = new NpgsqlConnectionStringBuilder(database).Database!;
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        var counts = false;
        try
        {
            await using NpgsqlCommand extension = new("create extension if not exists pg_stat_statements; select count(*) from pg_stat_statements", connection);
            await extension.ExecuteScalarAsync();
            counts = true;
        }
        catch (PostgresException)
        {
            TestContext.Out.WriteLine("pg_stat_statements is not there: statements are not counted by the server, transactions are.");
        }

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
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetBoolean(4));
    }
}
