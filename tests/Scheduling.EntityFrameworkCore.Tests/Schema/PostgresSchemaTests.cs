using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Hosting;
using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Errors;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Schema;

public sealed class PostgresSchemaTests
{
    private static readonly Dictionary<string, string> s_noJobs = [];

    private string _database = null!;

    [SetUp]
    public async Task CreateAsync() => _database = await PostgresServer.CreateDatabaseAsync();

    [TearDown]
    public Task DropAsync() => PostgresServer.DropDatabaseAsync(_database);

    [Test]
    public async Task Many_nodes_that_start_at_once_make_the_tables_once()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => Store()).ToArray();

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.OpenAsync(s_noJobs, CancellationToken.None))));

        (await VersionAsync()).Should().Be(SchemaEntity.CurrentVersion);
        (await stores[0].SaveAsync(Writes.Schedule("a", null))).Written.Should().BeTrue();
    }

    [Test]
    public async Task Tables_of_an_older_version_are_migrated_with_all_that_is_in_them()
    {
        await using (PostgresSchedulingContext context = new(PostgresSchedulingContext.Options(_database)))
        {
            await context.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("Schedules");
            await context.Database.ExecuteSqlRawAsync("""
                insert into scheduling.schedules (id, job, recurrence, overlap, catch_up, state, version, incarnation, next_due, owner,
                    succeeded, failed, cancelled, skipped_overlap, missed, created_at, updated_at)
                values ('old', 'send-digest', 'r', 0, 0, 0, 7, 7, '2020-01-01', 'n', 3, 0, 0, 0, 0, '2019-01-01', '2019-01-01');
                insert into scheduling.runs (id, schedule_id, incarnation, job, occurrence, fence, attempt, failures, lost, node, state, lease_until, started, cancel)
                values (gen_random_uuid(), 'old', 7, 'send-digest', '2019-12-31', 6, 1, 0, 0, 'n', 1, '2020-01-01', false, 0);
                """);
        }

        (await VersionAsync()).Should().Be(1);
        var store = Store();
        await store.OpenAsync(s_noJobs, CancellationToken.None);

        (await VersionAsync()).Should().Be(SchemaEntity.CurrentVersion);
        (await store.GetAsync("old"))!.Counts.Succeeded.Should().Be(3);
        var run = (await store.ListRunsAsync(new(), null, 10, CancellationToken.None)).Value.Single();
        run.ClaimedAt.Should().Be(run.Occurrence);
        (await store.RescueAsync(new(run.Id, 1), new("n#2", TimeSpan.FromMinutes(1)))).Verdict.Should().Be(RescueVerdict.Rescued);
    }

    [Test]
    public async Task Schedules_and_runs_of_the_version_before_go_on_with_what_is_new()
    {
        var (open, buffered) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (PostgresSchedulingContext context = new(PostgresSchedulingContext.Options(_database)))
        {
            await context.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("RunHistory");
            await context.Database.ExecuteSqlRawAsync("""
                insert into scheduling.schedules (id, job, recurrence, overlap, catch_up, state, version, incarnation, next_due, owner,
                    succeeded, failed, cancelled, skipped_overlap, missed, created_at, updated_at)
                values ('old', 'send-digest', 'r', 1, 0, 0, 7, 7, '2020-01-01', 'n', 3, 0, 0, 0, 5, '2019-01-01', '2019-01-01');
                insert into scheduling.runs (id, schedule_id, incarnation, job, occurrence, fence, attempt, failures, lost, node, state, lease_until, started, cancel, claimed_at, ended_at)
                values ({0}, 'old', 7, 'send-digest', '2019-12-30', 6, 1, 0, 0, 'n', 0, '2020-01-01', false, 0, '2019-12-30', null),
                    (gen_random_uuid(), 'old', 7, 'send-digest', '2019-12-31', 6, 1, 0, 0, 'n', 2, '2020-01-01', false, 0, '2019-12-31', '2020-01-01');
                """, open);
        }

        (await VersionAsync()).Should().Be(2);
        var store = Store();
        await store.OpenAsync(s_noJobs, CancellationToken.None);

        var row = (await store.GetAsync("old"))!;
        (row.Counts, row.NextOccurrence, row.Remaining).Should().Be((new OutcomeCounts(4, 0, 0, 0, 5), null, null));
        (row.Definition.BufferLimit, row.Definition.CatchUpWindow).Should().Be((100, null));
        (await store.ListRunsAsync()).Should().HaveCount(2).And.OnlyContain(run => run.Cause == RunCause.Due && run.Due == null && run.Missed == 0 && run.LastMissed == null);
        Trigger trigger = new("old", buffered, RunCause.Triggered) { Overlap = OverlapPolicy.BufferAll };
        (await store.TriggerAsync([trigger], new("n#2", TimeSpan.FromMinutes(1)), CancellationToken.None)).Value.Single().Verdict.Should().Be(TriggerVerdict.Buffered);
        (await store.FinishAsync(new Completion(open, 1, RunState.Succeeded))).Promoted!.Id.Should().Be(buffered);
    }

    [Test]
    public async Task Tables_of_a_newer_version_are_refused_by_the_hosts_start()
    {
        await Store().OpenAsync(s_noJobs, CancellationToken.None);
        await ExecuteAsync("update scheduling.schema set version = 99");
        await using DatabaseHost host = new(scheduling => scheduling.UsePostgres(_database), new Handler());

        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<SchedulingConfigurationException>().WithMessage("*version 99*update the package*");

        (await VersionAsync()).Should().Be(99);
    }

    [Test]
    public async Task Where_tables_are_made_by_others_missing_and_old_ones_are_refused()
    {
        var store = Store(options => options.MigrateAtStart = false);
        await store.Awaiting(s => s.OpenAsync(s_noJobs, CancellationToken.None)).Should()
            .ThrowAsync<SchedulingConfigurationException>().WithMessage("*are missing*MigrateAtStart*");
        await Store().OpenAsync(s_noJobs, CancellationToken.None);
        await ExecuteAsync("update scheduling.schema set version = 1");

        await store.Awaiting(s => s.OpenAsync(s_noJobs, CancellationToken.None)).Should()
            .ThrowAsync<SchedulingConfigurationException>().WithMessage("*have version 1*needs version 4*");
    }

    [Test]
    public async Task A_user_who_may_not_make_tables_is_told_the_mend()
    {
        await ExecuteAsync("create role scheduling_guest login password 'guest'");
        try
        {
            var guest = new NpgsqlConnectionStringBuilder(_database) { Username = "scheduling_guest", Password = "guest", Pooling = false }.ConnectionString;
            var store = StoreFactory.OfPostgres(guest, new(), TimeProvider.System);

            await store.Awaiting(s => s.OpenAsync(s_noJobs, CancellationToken.None)).Should()
                .ThrowAsync<SchedulingConfigurationException>().WithMessage("*can't be made*folder 'sql'*");
        }
        finally
        {
            await ExecuteAsync("drop role scheduling_guest");
        }
    }

    [Test]
    public async Task The_script_for_administrators_makes_the_same_tables_and_may_be_run_again()
    {
        var script = await File.ReadAllTextAsync(ScriptFile.Path);
        script.ReplaceLineEndings().Should().Be(ScriptFile.Make().ReplaceLineEndings(), "it is made of the migrations: set {0} to make it anew", ScriptFile.Variable);

        await ExecuteAsync(script);
        await ExecuteAsync(script);

        var store = Store(options => options.MigrateAtStart = false);
        await store.OpenAsync(s_noJobs, CancellationToken.None);
        (await store.SaveAsync(Writes.Schedule("a", null))).Written.Should().BeTrue();
    }

    [Test]
    public async Task The_model_has_no_changes_that_no_migration_makes()
    {
        await using PostgresSchedulingContext postgres = new(PostgresSchedulingContext.Options(_database));
        await using SqliteSchedulingContext sqlite = new(SqliteSchedulingContext.Options("Data Source=:memory:"));

        (postgres.Database.HasPendingModelChanges(), sqlite.Database.HasPendingModelChanges()).Should().Be((false, false));
    }

    private EntityFrameworkScheduleStore Store(Action<EntityFrameworkStoreOptions>? configure = null)
    {
        EntityFrameworkStoreOptions options = new();
        configure?.Invoke(options);
        return StoreFactory.OfPostgres(_database, options, TimeProvider.System);
    }

    private async Task<int> VersionAsync()
    {
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("select version from scheduling.schema", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
