using FluentAssertions;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Hosting;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Stops that have waited for a row which somebody else was changing.</summary>
public sealed class PostgresStopRaceTests
{
    private string _database = null!;
    private EntityFrameworkScheduleStore _store = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await PostgresTemplate.CopyAsync();
        _store = StoreFactory.OfPostgres(_database, new(), TimeProvider.System);
    }

    [TearDown]
    public Task DropAsync()
    {
        _store.Dispose();
        return PostgresServer.DropDatabaseAsync(_database);
    }

    [TestCase("schedule_group = 'other'", 0)]
    [TestCase("name = 'changed'", 1)]
    public async Task What_is_not_meant_any_more_when_it_is_held_is_left_alone_and_what_still_is_is_stopped(string change, int stopped)
    {
        await _store.SaveAsync(Writes.Schedule("a", null) with { Group = "g" });
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using NpgsqlCommand update = new($"update scheduling.schedules set {change}, version = nextval('scheduling.versions')", connection);
        await update.ExecuteNonQueryAsync();

        var stopping = _store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Filter = new ScheduleFilter { Group = "g" } }, CancellationToken.None);
        await LockWaits.UntilSomebodyWaitsAsync(_database);
        await transaction.CommitAsync();

        (await stopping).Value.Schedules.Should().HaveCount(stopped);
        (await _store.GetAsync("a") is null).Should().Be(stopped == 1);
    }
}
