using System.Diagnostics;
using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Hosting;
using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Errors;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.EntityFrameworkCore.Tests.Schema;

public sealed class SqliteSchemaTests
{
    private static readonly Dictionary<string, string> s_noJobs = [];

    private string _folder = null!;
    private string _file = null!;

    [SetUp]
    public void Create()
    {
        _folder = Directory.CreateTempSubdirectory("scheduling-").FullName;
        _file = Path.Combine(_folder, "s.db");
    }

    [TearDown]
    public void Drop()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Hosts_of_one_process_share_a_file_that_they_make_at_once()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Store()).ToArray();

        await Task.WhenAll(stores.Select(store => Task.Run(() => store.OpenAsync(s_noJobs, CancellationToken.None))));

        (await stores[0].SaveAsync(Writes.Schedule("a", null))).Written.Should().BeTrue();
        (await stores[3].GetAsync("a")).Should().NotBeNull();
        Array.ForEach(stores, store => store.Dispose());
    }

    [Test]
    public async Task Tables_of_an_older_version_are_migrated_with_all_that_is_in_them()
    {
        await using (SqliteSchedulingContext context = new(SqliteSchedulingContext.Options($"Data Source={_file}")))
        {
            await context.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("Schedules");
            await context.Database.ExecuteSqlRawAsync("""
                insert into scheduling_schedules (id, job, recurrence, overlap, catch_up, state, version, incarnation, next_due, owner,
                    succeeded, failed, cancelled, skipped_overlap, missed, created_at, updated_at)
                values ('old', 'send-digest', 'r', 0, 0, 0, 7, 7, '2020-01-01 00:00:00', 'n', 3, 0, 0, 0, 0, '2019-01-01 00:00:00', '2019-01-01 00:00:00')
                """);
        }

        using var store = Store();
        await store.OpenAsync(s_noJobs, CancellationToken.None);

        (await store.GetAsync("old"))!.Counts.Succeeded.Should().Be(3);
        (await store.ListRunsAsync(new(), null, 10, CancellationToken.None)).Value.Should().BeEmpty();
    }

    [Test]
    public async Task Schedules_and_runs_of_the_version_before_go_on_with_what_is_new()
    {
        var (open, buffered) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using (SqliteSchedulingContext context = new(SqliteSchedulingContext.Options($"Data Source={_file}")))
        {
            await context.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("RunHistory");
            await context.Database.ExecuteSqlRawAsync("""
                insert into scheduling_schedules (id, job, recurrence, overlap, catch_up, state, version, incarnation, next_due, owner,
                    succeeded, failed, cancelled, skipped_overlap, missed, created_at, updated_at)
                values ('old', 'send-digest', 'r', 1, 0, 0, 7, 7, '2020-01-01 00:00:00', 'n', 3, 0, 0, 0, 5, '2019-01-01 00:00:00', '2019-01-01 00:00:00');
                insert into scheduling_runs (id, schedule_id, incarnation, job, occurrence, fence, attempt, failures, lost, node, state, lease_until, started, cancel, claimed_at)
                values ({0}, 'old', 7, 'send-digest', '2019-12-30 00:00:00', 6, 1, 0, 0, 'n', 0, '2020-01-01 00:00:00', 0, 0, '2019-12-30 00:00:00');
                """, open);
        }

        using var store = Store();
        await store.OpenAsync(s_noJobs, CancellationToken.None);

        var row = (await store.GetAsync("old"))!;
        (row.Counts, row.NextOccurrence, row.Remaining).Should().Be((new OutcomeCounts(3, 0, 0, 0, 5), null, null));
        (row.Definition.BufferLimit, row.Definition.CatchUpWindow).Should().Be((100, null));
        Trigger trigger = new("old", buffered, RunCause.Triggered) { Overlap = OverlapPolicy.BufferAll };
        (await store.TriggerAsync([trigger], new("n#2", TimeSpan.FromMinutes(1)), CancellationToken.None)).Value.Single().Verdict.Should().Be(TriggerVerdict.Buffered);
        (await store.FinishAsync(new Completion(open, 1, RunState.Succeeded))).Promoted!.Id.Should().Be(buffered);
    }

    [Test]
    public async Task Tables_of_a_newer_version_are_refused_by_the_hosts_start()
    {
        using (var store = Store())
        {
            await store.OpenAsync(s_noJobs, CancellationToken.None);
        }

        await using (SqliteSchedulingContext context = new(SqliteSchedulingContext.Options($"Data Source={_file}")))
        {
            await context.Database.ExecuteSqlRawAsync("update scheduling_schema set version = 99");
        }

        await using DatabaseHost host = new(scheduling => scheduling.UseSqlite(_file), new Handler());
        await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<SchedulingConfigurationException>().WithMessage("*version 99*update the package*");
    }

    [Test]
    public async Task A_process_that_was_killed_while_it_migrated_does_not_keep_the_next_one_waiting()
    {
        await using (SqliteSchedulingContext context = new(SqliteSchedulingContext.Options($"Data Source={_file}")))
        {
            await context.GetService<Microsoft.EntityFrameworkCore.Migrations.IMigrator>().MigrateAsync("Schedules");
            await context.Database.ExecuteSqlRawAsync("""
                create table if not exists "__EFMigrationsLock" ("Id" integer not null primary key, "Timestamp" text not null);
                insert into "__EFMigrationsLock" values (1, '2020-01-01');
                """);
        }

        using var store = Store();
        await store.OpenAsync(s_noJobs, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

        (await store.SaveAsync(Writes.Schedule("a", null))).Written.Should().BeTrue();
    }

    [Test]
    [Platform(Include = "Unix")]
    public async Task A_second_process_on_the_file_is_refused_until_the_first_has_ended()
    {
        // Any other process that holds the lock will do.
        var lockFile = _file + "-scheduling.lock";
        using var other = Process.Start(new ProcessStartInfo("flock", [lockFile, "sh", "-c", "echo held; read wait"])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        })!;
        try
        {
            (await other.StandardOutput.ReadLineAsync()).Should().Be("held");
            await using DatabaseHost host = new(scheduling => scheduling.UseSqlite(_file), new Handler());
            await host.Awaiting(h => h.StartAsync()).Should().ThrowAsync<SchedulingConfigurationException>()
                .WithMessage($"Another process keeps its schedules in '{_file}'.*UsePostgres*");
        }
        finally
        {
            other.Kill(entireProcessTree: true);
            await other.WaitForExitAsync();
        }

        await using DatabaseHost next = new(scheduling => scheduling.UseSqlite(_file), new Handler());
        await next.StartAsync();
    }

    [Test]
    public async Task A_user_context_without_the_tables_is_told_the_mend()
    {
        await using DatabaseHost unknown = new(scheduling => scheduling.UseEntityFrameworkCore<Hosts.AppContext>(), new Handler());
        await unknown.Awaiting(h => h.StartAsync()).Should().ThrowAsync<SchedulingConfigurationException>().WithMessage("*AddDbContextFactory<AppContext>*");

        await using DatabaseHost unmigrated = new(
            scheduling => scheduling.UseEntityFrameworkCore<Hosts.AppContext>(), new Handler(),
            services: services => services.AddDbContextFactory<Hosts.AppContext>(options => options.UseSqlite($"Data Source={_file}")));
        await unmigrated.Awaiting(h => h.StartAsync()).Should().ThrowAsync<SchedulingConfigurationException>().WithMessage("*are missing*dotnet ef migrations add*");

        await using DatabaseHost plain = new(
            scheduling => scheduling.UseEntityFrameworkCore<PlainContext>(), new Handler(),
            services: services => services.AddDbContext<PlainContext>(options => options.UseSqlite($"Data Source={_file}")));
        await plain.Awaiting(h => h.StartAsync()).Should().ThrowAsync<SchedulingConfigurationException>().WithMessage("*AddScheduling()*OnModelCreating*");
    }

    private EntityFrameworkScheduleStore Store() => StoreFactory.OfSqlite($"Data Source={_file}", new(), TimeProvider.System);
}
