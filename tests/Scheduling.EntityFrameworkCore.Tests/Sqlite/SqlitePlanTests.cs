using System.Text.RegularExpressions;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Stores;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.EntityFrameworkCore.Tests.Sqlite;

public sealed partial class SqlitePlanTests : DatabaseSuite<SqliteStoreFixture>
{
    private static readonly RunRetention s_retention = new(1, TimeSpan.FromDays(1));

    [Test]
    public async Task No_operation_of_a_node_reads_a_table_from_end_to_end()
    {
        StatementLog log = new();
        await WorkAsync(log);

        var statements = log.Statements.Distinct().ToList();
        statements.Should().HaveCountGreaterThan(20);
        foreach (var statement in statements)
        {
            foreach (var step in await PlanAsync(statement))
            {
                Scan().IsMatch(step).Should().BeFalse($"{step} in {statement}");
                (step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal) && !IsBatch(statement)).Should().BeFalse($"{step} in {statement}");
            }
        }
    }

    private async Task WorkAsync(StatementLog log)
    {
        await using var context = File.Open(log);
        var store = Dialect.On(context);
        var row = (await store.SaveAsync(Writes.Schedule("a", await StoreNowAsync() - Step))).Present!;
        row = (await store.SaveAsync(Writes.Replacing(row) with { CancelKeys = ["k"], Rules = "f" })).Present!;
        var run = (await store.ClaimAsync(Claims.Of(row), Holder)).Run!;
        await store.ReadWindowAsync(10, 3);
        await store.ReadDueAsync(new(10, [Writes.Job], ["a"]), CancellationToken.None);
        await store.RenewAsync(new Renewal(run.Id, 1, true), Lease);
        await store.FinishAsync([new(run.Id, 1, RunState.Succeeded)], s_retention, CancellationToken.None);
        await store.RescueAsync(new Rescue(run.Id, 1), Holder);
        await store.ReadRunAsync(run.Id);
        await BufferAsync(store);
        await store.OpenAsync(new Dictionary<string, string> { [Writes.Job] = "f" }, CancellationToken.None);
        await store.RememberFingerprintAsync(Writes.Job, "g", isRebuilt: false, CancellationToken.None);
        await store.ReplaceCancelKeysAsync([new("a", row.Version, ["k"]) { Rules = "g" }], CancellationToken.None);
        await store.PauseAsync("a");
        await store.ResumeAsync("a");
        await store.ListIdsAsync(new ScheduleFilter { Group = "g" }, "0");
        Dictionary<string, string> labels = new() { ["x"] = "1", ["y"] = "1" };
        await store.SaveAsync(Writes.Replacing((await store.GetAsync("a"))!) with { Labels = labels });
        await store.ListIdsAsync(new() { Labels = labels }, "0");
        await store.ListIdsAsync(new() { Labels = labels, Group = "g" }, "0");
        await store.CountAsync(new() { Labels = labels }, CancellationToken.None);
        await store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { CancelKeys = ["k"] });
    }

    private async Task BufferAsync(IScheduleStore store)
    {
        var row = (await store.SaveAsync(Writes.Schedule("b", await StoreNowAsync() - Step) with { Overlap = OverlapPolicy.BufferAll, BufferLimit = 9 })).Present!;
        var run = (await store.ClaimAsync(Claims.Of(row), Holder)).Run!;
        await store.TriggerAsync([new("b", Guid.CreateVersion7(), RunCause.Triggered)], Holder, CancellationToken.None);
        var promoted = (await store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded))).Promoted!;
        (await store.RescueAsync(new Rescue(promoted.Id, 0), Holder)).Verdict.Should().Be(RescueVerdict.Rescued);
    }

    private async Task<IReadOnlyList<string>> PlanAsync(string statement)
    {
        await using var context = File.Open();
        await context.Database.OpenConnectionAsync();
        await using var command = ((SqliteConnection)context.Database.GetDbConnection()).CreateCommand();
        command.CommandText = "explain query plan " + statement;
        foreach (var name in Parameter().Matches(statement).Select(match => match.Value).Distinct())
        {
            command.Parameters.AddWithValue(name, "[]");
        }

        List<string> steps = [];
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            steps.Add(reader.GetString(3));
        }

        return steps;
    }

    // What a batch concerns may be sorted: it is short.
    private static bool IsBatch(string statement) => statement.Contains("json_each", StringComparison.Ordinal);

    // Schedules and runs; JSON arrays and what was found before are short, and an index of those declared in code holds nothing else.
    [GeneratedRegex("^SCAN (s|o|l|x|later|scheduling_(schedules|runs|cancel_keys|labels))( |$)(?!.*ix_scheduling_schedules_declared)")]
    private static partial Regex Scan();

    [GeneratedRegex("@[a-zA-Z0-9]+")]
    private static partial Regex Parameter();
}
