using System.Data.Common;
using System.Text.Json;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.EntityFrameworkCore.Tests.Costs;

/// <summary>
/// What batches cost on tables that PostgreSQL has not analyzed since they filled: it then expects few rows, and compares each with each unless it can't. Counted are the rows that its plans touch.
/// </summary>
public sealed class PostgresBatchTests
{
    private const int Batch = 1_000;

    // A plan has some dozens of steps, each of which hands on a row of each item.
    private const int RowsOfAnItem = 150;

    private static readonly RunHolder s_holder = new("n#1", TimeSpan.FromMinutes(10));
    private static readonly CancellationToken s_none = CancellationToken.None;

    [Test]
    public async Task A_batch_touches_rows_in_proportion_to_its_size()
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres: true);
        CommandLog log = new();
        await using var host = database.Host(new Handler(), interceptor: log);
        await using var context = database.Open();
        await StopAnalyzingAsync(context);
        Dictionary<string, long> touched = [];

        await CountAsync("save", () => host.Store.SaveAsync([.. Enumerable.Range(0, Batch).Select(Write)], s_none));
        await CountAsync("open", () => host.Store.OpenAsync(new Dictionary<string, string> { [Writes.Job] = "f" }, s_none));
        var heads = (await host.Store.ReadWindowAsync(new(Batch, [Writes.Job], 16), s_none)).Value.Schedules;
        IReadOnlyList<ClaimResult> claimed = [];
        await CountAsync("claim", async () => claimed = (await host.Store.ClaimAsync([.. heads.Select(Claims.Of)], s_holder, s_none)).Value);
        var runs = claimed.Select(result => result.Run!).ToArray();
        await CountAsync("renew", () => host.Store.RenewAsync([.. runs.Select(run => new Renewal(run.Id, 1, true))], s_holder.Lease, s_none));
        await CountAsync("hand back", () => FinishAsync(runs, 1, RunState.Waiting));
        await CountAsync("rescue", () => host.Store.RescueAsync([.. runs.Select(run => new Rescue(run.Id, 1))], s_holder, 3, s_none));
        await CountAsync("finish", () => FinishAsync(runs, 2, RunState.Succeeded));

        runs.Should().HaveCount(Batch);
        touched.Should().HaveCount(7).And.OnlyContain(operation => operation.Value > Batch && operation.Value < (long)RowsOfAnItem * Batch);

        Task FinishAsync(IEnumerable<StoredRun> ended, int attempt, RunState state) =>
            host.Store.FinishAsync([.. ended.Select(run => new Completion(run.Id, attempt, state))], StoreCalls.Retention, s_none);

        async Task CountAsync(string name, Func<Task> operation)
        {
            var rows = 0L;
            log.Before = async command => rows += await TouchedAsync(context.Database.GetConnectionString()!, command);
            await operation();
            log.Before = _ => Task.CompletedTask;
            touched[name] = rows;
            TestContext.Out.WriteLine($"{name,-10} {rows,12:N0}");
        }
    }

    // Other rules than the job's, so that the one who opens the store finds all of them.
    private static ScheduleWrite Write(int i) => Writes.Schedule($"s{i:0000}", TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1)) with { Rules = "other" };

    private static async Task StopAnalyzingAsync(DbContext context)
    {
        foreach (var table in context.Model.GetEntityTypes().Where(type => type.ClrType.Assembly == typeof(SchemaEntity).Assembly).Select(type => type.GetSchemaQualifiedTableName()).OfType<string>().Distinct())
        {
            // Names from the model of the test, no user's.
#pragma warning disable EF1002
            await context.Database.ExecuteSqlRawAsync($"alter table {table} set (autovacuum_enabled = false)");
#pragma warning restore EF1002
        }
    }

    /// <summary>Carries a command out in a transaction that is rolled back, and adds up what each step of its plans has handed on or thrown away.</summary>
    private static async Task<long> TouchedAsync(string connectionString, DbCommand command)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var rows = 0L;
        foreach (var statement in command.CommandText.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using NpgsqlCommand explain = new("explain (analyze, timing off, format json) " + statement, connection, transaction);
            foreach (NpgsqlParameter parameter in command.Parameters)
            {
                if (statement.Contains('@' + parameter.ParameterName, StringComparison.Ordinal))
                {
                    explain.Parameters.Add(parameter.Clone());
                }
            }

            using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync())!);
            rows += Touched(plan.RootElement[0].GetProperty("Plan"));
        }

        return rows;
    }

    private static long Touched(JsonElement step)
    {
        string[] counts = ["Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter", "Rows Removed by Index Recheck"];
        var ofLoop = counts.Sum(name => step.TryGetProperty(name, out var count) ? count.GetDouble() : 0);
        var below = step.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().Sum(Touched) : 0;
        return below + (long)(ofLoop * step.GetProperty("Actual Loops").GetDouble());
    }
}
