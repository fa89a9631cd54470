using FluentAssertions;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Hosting;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Runs that are asked for while claims and stops are under way.</summary>
public sealed class PostgresTriggerRaceTests
{
    private static readonly RunHolder s_holder = new("n#1", TimeSpan.FromMinutes(10));

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

    [TestCase(OverlapPolicy.Skip, ClaimVerdict.SkippedOverlap)]
    [TestCase(OverlapPolicy.BufferAll, ClaimVerdict.Buffered)]
    public async Task A_claim_that_began_before_a_run_was_asked_for_does_not_run_beside_it(OverlapPolicy overlap, ClaimVerdict expected)
    {
        await using NpgsqlConnection gate = new(_database);
        await gate.OpenAsync();
        using var slow = await SlowStoreAsync(gate);
        var row = await SaveAsync(overlap, slow);
        await ExecuteAsync(gate, "select pg_advisory_lock(1)");

        var claiming = slow.ClaimAsync(Claims.Of(row), s_holder);
        await claiming.UntilItWaitsAsync(_database);
        (await TriggerAsync()).Verdict.Should().Be(TriggerVerdict.Accepted);
        await ExecuteAsync(gate, "select pg_advisory_unlock(1)");

        // It has looked again, or asks to be.
        var verdict = (await claiming).Verdict;
        verdict = verdict == ClaimVerdict.Busy ? (await slow.ClaimAsync(Claims.Of(row), s_holder)).Verdict : verdict;
        verdict.Should().Be(expected);
        (await _store.ListRunsAsync()).Should().HaveCount(overlap == OverlapPolicy.Skip ? 1 : 2);
    }

    [Test]
    public async Task A_stop_that_has_waited_for_a_run_to_be_asked_for_ends_it()
    {
        await SaveAsync(OverlapPolicy.Skip);
        await using var held = await HeldTransaction.BeginAsync(_database);
        Trigger trigger = new("a", Guid.CreateVersion7(), RunCause.Triggered);
        await held.Store.TriggerAsync([trigger], s_holder, CancellationToken.None);

        var stopping = _store.DeleteAsync("a");
        await stopping.UntilItWaitsAsync(_database);
        await held.CommitAsync();

        (await stopping).Waiting.Select(run => run.Id).Should().Equal(trigger.RunId);
    }

    [Test]
    public async Task What_a_transaction_asks_for_never_was_if_it_is_rolled_back()
    {
        await SaveAsync(OverlapPolicy.Skip);
        await using (var held = await HeldTransaction.BeginAsync(_database))
        {
            await held.Store.TriggerAsync([new("a", Guid.CreateVersion7(), RunCause.Triggered)], s_holder, CancellationToken.None);
        }

        (await _store.ListRunsAsync()).Should().BeEmpty();
        (await TriggerAsync()).Verdict.Should().Be(TriggerVerdict.Accepted);
    }

    // The server looks for the clock in the schema of the test first: there it waits for the gate, when the statement has begun and seen what it sees.
    private async Task<EntityFrameworkScheduleStore> SlowStoreAsync(NpgsqlConnection connection)
    {
        await ExecuteAsync(connection, """
            create schema slow;
            create function slow.clock_timestamp() returns timestamptz language plpgsql as $$
            begin
                perform pg_advisory_lock_shared(1);
                perform pg_advisory_unlock_shared(1);
                return pg_catalog.clock_timestamp();
            end $$;
            """);
        return StoreFactory.OfPostgres(new NpgsqlConnectionStringBuilder(_database) { SearchPath = "slow, pg_catalog" }.ConnectionString, new(), TimeProvider.System);
    }

    private async Task<StoredSchedule> SaveAsync(OverlapPolicy overlap, IScheduleStore? store = null) =>
        (await (store ?? _store).SaveAsync(Writes.Schedule("a", TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1)) with { Overlap = overlap, BufferLimit = 5 })).Present!;

    private async Task<TriggerResult> TriggerAsync() =>
        (await _store.TriggerAsync([new("a", Guid.CreateVersion7(), RunCause.Triggered)], s_holder, CancellationToken.None)).Value.Single();

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
