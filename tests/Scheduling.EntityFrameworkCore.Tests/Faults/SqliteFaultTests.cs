using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Schedules;

namespace Scheduling.EntityFrameworkCore.Tests.Faults;

public sealed class SqliteFaultTests
{
    private AppDatabase _database = null!;
    private Handler _handler = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await AppDatabase.CreateAsync(isPostgres: false);
        _handler = new();
    }

    [TearDown]
    public ValueTask DropAsync() => _database.DisposeAsync();

    [Test]
    public async Task What_falls_due_while_somebody_holds_the_file_runs_when_it_is_free()
    {
        await using var host = await _database.Host(_handler).StartAsync();
        await host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromMilliseconds(300)));
        await using (var db = _database.Open())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Workflows.Add(new() { Id = "w" });
            await db.SaveChangesAsync();

            // Longer than the schedule's time, by the clock of the file's users.
            var until = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1);
            while (TimeProvider.System.GetUtcNow() < until)
            {
                await Task.Yield();
            }

            _handler.Started.Should().BeEmpty();
            await transaction.CommitAsync();
        }

        (await _handler.NextAsync()).ScheduleId.Should().Be("a");
        _handler.Started.Should().ContainSingle();
    }

    [Test]
    public async Task A_file_that_is_full_refuses_a_save_whole_and_takes_it_when_there_is_room()
    {
        Limit limit = new();
        await using var host = await _database.Host(_handler, interceptor: limit).StartAsync();
        ScheduleDefinition[] many = [.. Enumerable.Range(0, 500).Select(i => DatabaseHost.Once($"{i}", TimeSpan.FromHours(1)))];
        limit.IsFull = true;

        (await host.Awaiting(h => h.Scheduler.SaveAsync(many)).Should().ThrowAsync<SqliteException>()).Which.SqliteErrorCode.Should().Be(13);
        (await host.Scheduler.GetAsync("0")).Should().BeNull();
        limit.IsFull = false;

        (await host.Scheduler.SaveAsync(many)).Should().HaveCount(500);
    }

    /// <summary>Lets no page be added to the file.</summary>
    private sealed class Limit : DbConnectionInterceptor
    {
        public bool IsFull { get; set; }

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private void Set(System.Data.Common.DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = IsFull ? "pragma max_page_count = 1" : "pragma max_page_count = 1000000";
            command.ExecuteScalar();
        }
    }
}
