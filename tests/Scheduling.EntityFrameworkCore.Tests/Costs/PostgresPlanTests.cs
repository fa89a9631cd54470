using System.Data.Common;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.EntityFrameworkCore.Tests.Costs;

/// <summary>That each statement of a node finds its rows by an index, however many there are.</summary>
public sealed class PostgresPlanTests
{
    private static readonly RunHolder s_holder = new("n#1", TimeSpan.FromMinutes(1));

    [TestCase(100_000)]
    [TestCase(1_000_000, Explicit = true)]
    public async Task Statements_scan_no_table(int schedules)
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres: true);
        CommandLog log = new();
        await using var host = database.Host(new Handler(), interceptor: log);
        await FillAsync(database, schedules);
        Dictionary<string, string> plans = [];
        await using var context = database.Open();
        var connectionString = context.Database.GetConnectionString()!;
        log.Before = command => ExplainAsync(connectionString, command, plans);

        await ScriptAsync(host.Store, schedules, (_, operation) => operation());

        var scans = plans.Where(plan => plan.Value.Contains("Seq Scan on scheduling_schedules", StringComparison.Ordinal)
            || plan.Value.Contains("Seq Scan on scheduling_runs", StringComparison.Ordinal)
            || plan.Value.Contains("Seq Scan on scheduling_labels", StringComparison.Ordinal)
            || plan.Value.Contains("Seq Scan on scheduling_cancel_keys", StringComparison.Ordinal)).ToList();
        scans.Select(plan => $"{plan.Key}\n{plan.Value}").Should().BeEmpty();
        plans.Should().HaveCountGreaterThan(10);
    }

    [Test]
    [Explicit("Takes minutes; prints how long operations take with a thousand and with a million schedules.")]
    public async Task Operations_take_as_long_with_a_million_schedules_as_with_a_thousand()
    {
        Dictionary<string, double> few = await MeasureAsync(1_000), many = await MeasureAsync(1_000_000);

        foreach (var (operation, time) in few)
        {
            TestContext.Out.WriteLine($"{operation,-18} 1,000: {time,8:0.000} ms   1,000,000: {many[operation],8:0.000} ms   {many[operation] / time:0.00}x");
        }

        few.Keys.Should().OnlyContain(operation => many[operation] < 2 * few[operation]);
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(int schedules)
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres: true);
        await using var host = database.Host(new Handler());
        await FillAsync(database, schedules);
        Dictionary<string, List<double>> times = [];
        for (var round = 0; round < 60; round++)
        {
            await ScriptAsync(host.Store, schedules, async (name, operation) =>
            {
                var start = TimeProvider.System.GetTimestamp();
                await operation();
                if (!times.TryGetValue(name, out var measured))
                {
                    times.Add(name, measured = []);
                }

                measured.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            });
        }

        return times.ToDictionary(pair => pair.Key, pair => pair.Value.Order().ElementAt(pair.Value.Count / 2));
    }

    // A tenth is due long since, so that claims find something at any time.
    private static async Task FillAsync(AppDatabase database, int schedules)
    {
        await using var context = database.Open();
        TableNames tables = new(context);
        await using NpgsqlConnection connection = new(context.Database.GetConnectionString());
        await connection.OpenAsync();
        await using NpgsqlCommand command = new($"""
            insert into {tables.Schedules} (id, job, recurrence, overlap, catch_up, state, version, incarnation, next_due, owner, asked,
                failure_streak, callbacks, succeeded, failed, cancelled, skipped_overlap, missed, created_at, updated_at)
            select 's' || i, '{Writes.Job}', 'r', 0, 0, 0, v, v, now() + (i - {schedules / 10}) * interval '1 second', 'n', 0, 0, 0, 0, 0, 0, 0, 0, now(), now()
            from (select i, nextval('{tables.Versions}') as v from generate_series(1, {schedules}) i) x;
            insert into {tables.CancelKeys} (key, schedule_id) select 'key ' || i, 's' || i from generate_series(1, {schedules}) i;
            insert into {tables.Labels} (schedule_id, name, value) select 's' || i, 'tenant', 't' || i % 1000 from generate_series(1, {schedules}) i;
            insert into {tables.Labels} (schedule_id, name, value) select 's' || i, 'stage', 'live' from generate_series(1, {schedules}) i;
            insert into {tables.Runs} (id, schedule_id, incarnation, job, occurrence, fence, attempt, failures, lost, node, state, lease_until, started, cancel, followed, cause, missed, callbacks,
                claimed_at, ended_at)
            select gen_random_uuid(), 's' || i, 0, '{Writes.Job}', now(), 0, 1, 0, 0, 'n', 2, now(), true, 0, false, 0, 0, 0, now(), now() from generate_series(1, {schedules}) i;
            analyze {tables.Schedules}; analyze {tables.CancelKeys}; analyze {tables.Labels}; analyze {tables.Runs};
            """, connection)
        { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task ScriptAsync(IScheduleStore store, int schedules, Func<string, Func<Task>, Task> step)
    {
        var none = CancellationToken.None;
        WindowPage page = null!;
        IReadOnlyList<ClaimResult> claimed = [];
        await step("open", () => store.OpenAsync(new Dictionary<string, string> { [Writes.Job] = "f" }, none));
        await step("window of 1,000", async () => page = (await store.ReadWindowAsync(new(1000, [Writes.Job], 16), none)).Value);
        await step("due 64", () => store.ReadDueAsync(new(64, [Writes.Job], ["s5", "s6"]), none));
        var heads = page.Schedules.Where(head => head.NextDue < TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(2)).Take(65).ToArray();
        var next = TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(30);
        await step("claim 1", async () => claimed = (await store.ClaimAsync([Claims.Of(heads[0])], s_holder, none)).Value);
        await step("finish 1", () => store.FinishAsync([new(claimed[0].Run!.Id, 1, RunState.Succeeded)], StoreCalls.Retention, none));
        if (heads.Length > 64)
        {
            await step("claim 64", async () => claimed = (await store.ClaimAsync([.. heads[1..].Select(Claims.Of)], s_holder, none)).Value);
            await step("renew 64", () => store.RenewAsync([.. claimed.Select(result => new Renewal(result.Run!.Id, 1, true))], s_holder.Lease, none));
            await step("finish 64", () => store.FinishAsync([.. claimed.Select(result => new Completion(result.Run!.Id, 1, RunState.Succeeded))], StoreCalls.Retention, none));
        }

        await step("rescue", () => store.RescueAsync([new(claimed[0].Run!.Id, 1)], s_holder, 3, none));
        StoredSchedule? row = null;
        await step("create", async () => row = (await store.SaveAsync([Writes.Schedule($"new-{Guid.NewGuid():N}", next)], none)).Value.Single().Present);
        await step("replace", () => store.SaveAsync([Writes.Replacing(row!) with { Name = "x" }], none));
        await step("cancel by key", () => store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { CancelKeys = row!.Definition.CancelKeys }, none));
        await step("delete by id", () => store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Ids = [$"s{Random.Shared.Next(schedules / 2, schedules)}"] }, none));
        await step("delete by group", () => store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Filter = new() { Group = "g" } }, none));
        await SearchAsync(store, schedules, step);
        await BufferAsync(store, step);
        await step("get", () => store.GetAsync(["s3"], none));
        await step("list 200", () => store.ListAsync(ScheduleFilter.All, "s3", 200, none));
        await step("list runs of one", () => store.ListRunsAsync(new() { ScheduleId = "s3" }, null, 200, none));
    }

    private static async Task SearchAsync(IScheduleStore store, int schedules, Func<string, Func<Task>, Task> step)
    {
        var none = CancellationToken.None;
        Dictionary<string, string> stage = new() { ["stage"] = "live" };
        Dictionary<string, string> tenant = new() { ["tenant"] = $"t{Random.Shared.Next(500, 1000)}" };
        var from = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(Random.Shared.Next(schedules / 2, schedules * 3 / 4));
        var row = (await store.SaveAsync(Writes.Schedule($"new-{Guid.NewGuid():N}", from) with { Labels = tenant })).Present!;
        await step("replace with labels", () => store.SaveAsync([Writes.Replacing(row) with { Labels = new Dictionary<string, string> { ["tenant"] = "t0", ["new"] = "1" } }], none));
        await step("list by label", () => store.ListAsync(new() { Labels = tenant }, null, 200, none));
        await step("list by common label", () => store.ListAsync(new() { Labels = stage }, $"s{schedules / 2}", 200, none));
        await step("list by labels", () => store.ListAsync(new() { Labels = new Dictionary<string, string>([.. stage, .. tenant]) }, "s3", 200, none));
        await step("count by label", () => store.CountAsync(new() { Labels = tenant }, none));
        await step("list due", () => store.ListAsync(new() { DueFrom = from, DueBefore = from + TimeSpan.FromMinutes(1) }, "s3", 200, none));
        await step("list due of job", () => store.ListAsync(new() { Job = Writes.Job, DueFrom = from, DueBefore = from + TimeSpan.FromMinutes(1) }, null, 200, none));
        await step("list all due", () => store.ListAsync(new() { DueFrom = from - TimeSpan.FromDays(365) }, "s3", 200, none));
        await step("count due", () => store.CountAsync(new() { DueFrom = from, DueBefore = from + TimeSpan.FromMinutes(1) }, none));
        await step("pause by label", () => store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.Always) { Filter = new() { Labels = tenant } }, none));
        await step("delete what is due", () => store.StopAsync(
            new StopCommand(StopAction.Delete, CancelRequest.Always) { Filter = new() { DueFrom = from, DueBefore = from + TimeSpan.FromSeconds(5) } }, none));
    }

    private static async Task BufferAsync(IScheduleStore store, Func<string, Func<Task>, Task> step)
    {
        var none = CancellationToken.None;
        var write = Writes.Schedule($"new-{Guid.NewGuid():N}", TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1)) with { Overlap = OverlapPolicy.BufferAll, BufferLimit = 100 };
        var row = (await store.SaveAsync(write)).Present!;
        var run = (await store.ClaimAsync(Claims.Of(row), s_holder)).Run!;
        row = (await store.GetAsync(row.Id))!;
        await step("claim that buffers", () => store.ClaimAsync([Claims.Of(row)], s_holder, none));
        await step("trigger 1", () => store.TriggerAsync([new(row.Id, Guid.CreateVersion7(), RunCause.Triggered)], s_holder, none));
        Trigger[] triggers = [.. Enumerable.Range(0, 64).Select(_ => new Trigger(row.Id, Guid.CreateVersion7(), RunCause.Triggered))];
        await step("trigger 64", () => store.TriggerAsync(triggers, s_holder, none));
        CompletionResult finished = null!;
        await step("finish, one goes on", async () => finished = (await store.FinishAsync([new(run.Id, 1, RunState.Succeeded)], StoreCalls.Retention, none)).Value.Single());
        var promoted = finished.Promoted!;
        await step("rescue what goes on", () => store.RescueAsync([new(promoted.Id, promoted.Attempt)], s_holder, 3, none));
        row = (await store.GetAsync(row.Id))!;
        await store.SaveAsync(Writes.Replacing(row) with { Overlap = OverlapPolicy.CancelOther });
        row = (await store.GetAsync(row.Id))!;
        await step("claim that cancels", () => store.ClaimAsync([Claims.Of(row)], s_holder, none));
        await store.DeleteAsync(row.Id);
    }

    private static async Task ExplainAsync(string connectionString, DbCommand command, Dictionary<string, string> plans)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync();
        foreach (var statement in command.CommandText.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using NpgsqlCommand explain = new("explain " + statement, connection);
            foreach (NpgsqlParameter parameter in command.Parameters)
            {
                if (statement.Contains('@' + parameter.ParameterName, StringComparison.Ordinal))
                {
                    explain.Parameters.Add(parameter.Clone());
                }
            }

            List<string> lines = [];
            await using var reader = await explain.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                lines.Add(reader.GetString(0));
            }

            plans[statement] = string.Join('\n', lines);
        }
    }
}
