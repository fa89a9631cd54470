using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Hosting;
using Scheduling.EntityFrameworkCore.Postgres;
using Scheduling.EntityFrameworkCore.Schema;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Rules that become a job's while somebody saves by others and has not committed yet.</summary>
public sealed class PostgresRulesRaceTests
{
    private const string Old = "1111";
    private const string New = "2222";

    private string _database = null!;
    private EntityFrameworkScheduleStore _store = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await PostgresTemplate.CopyAsync();
        _store = StoreFactory.OfPostgres(_database, new(), TimeProvider.System);
        await OpenAsync(Old);
    }

    [TearDown]
    public Task DropAsync()
    {
        _store.Dispose();
        return PostgresServer.DropDatabaseAsync(_database);
    }

    [Test]
    public async Task A_schedule_that_is_not_committed_yet_is_awaited_and_then_rebuilt_with_the_others()
    {
        await using var context = new PostgresSchedulingContext(new DbContextOptionsBuilder<PostgresSchedulingContext>().UseNpgsql(_database).Options);
        await using var transaction = await context.Database.BeginTransactionAsync();
        await new PostgresDialect(new TableNames(context)).On(context).SaveAsync([Writes.Schedule("a", null) with { Rules = Old }], CancellationToken.None);

        var taking = _store.RememberFingerprintAsync(Writes.Job, New, isRebuilt: false, CancellationToken.None);
        await LockWaits.UntilSomebodyWaitsAsync(_database);
        await _store.SaveAsync(Writes.Schedule("meanwhile", null) with { Rules = Old });
        await transaction.CommitAsync();
        await taking;

        (await _store.ListIdsAsync(new() { Job = Writes.Job })).Should().Equal("a", "meanwhile");
        (await OpenAsync(New)).Strays.Should().BeEmpty("both were saved by what were the job's rules, and are seen by who rebuilds");
    }

    [Test]
    public async Task A_save_that_has_waited_for_other_rules_is_marked()
    {
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using NpgsqlCommand update = new($"update scheduling.jobs set fingerprint = '{New} rebuilding'", connection);
        await update.ExecuteNonQueryAsync();

        var saving = _store.SaveAsync(Writes.Schedule("a", null) with { Rules = Old });
        await LockWaits.UntilSomebodyWaitsAsync(_database);
        await transaction.CommitAsync();
        await saving;

        (await OpenAsync(New)).Strays.Select(stray => stray.Id).Should().Equal("a");
    }

    [Test]
    public async Task Keys_that_have_waited_for_other_rules_are_not_replaced()
    {
        var row = (await _store.SaveAsync(Writes.Schedule("a", null) with { Rules = Old })).Present!;
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using NpgsqlCommand update = new($"update scheduling.jobs set fingerprint = '{New} rebuilding'", connection);
        await update.ExecuteNonQueryAsync();

        var replacing = _store.ReplaceCancelKeysAsync([new("a", row.Version, ["old"]) { Rules = Old }], CancellationToken.None);
        await LockWaits.UntilSomebodyWaitsAsync(_database);
        await transaction.CommitAsync();

        (await replacing).Value.Should().Be(0);
        (await _store.GetAsync("a"))!.Definition.CancelKeys.Should().Equal(row.Definition.CancelKeys);
    }

    private async Task<StoreOpening> OpenAsync(string rules) =>
        (await _store.OpenAsync(new Dictionary<string, string> { [Writes.Job] = rules }, CancellationToken.None)).Value;
}
