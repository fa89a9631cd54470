using FluentAssertions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Stores;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.EntityFrameworkCore.Tests.Sqlite;

public sealed class SqliteDialectTests : DatabaseSuite<SqliteStoreFixture>
{
    private const string Odd = "\"quoted\" \\ ' \u0001 \u001f \u2028 é \ud83d\ude00 <&> \ufffd %";

    [Test]
    public async Task Whoever_reads_does_not_wait_for_whoever_writes()
    {
        await SaveDueAsync("a");
        await using var context = File.Open();
        await using var transaction = await context.Database.BeginTransactionAsync();
        await Dialect.On(context).DeleteAsync("a");

        (await Store.GetAsync("a")).Should().NotBeNull();
        await transaction.CommitAsync();
        (await Store.GetAsync("a")).Should().BeNull();
    }

    [Test]
    public async Task A_writer_waits_for_a_transaction_of_the_users_and_sees_what_it_did()
    {
        var claim = Claims.Of(await SaveDueAsync("a"));
        await using var context = File.Open();
        Task<ClaimResult> claiming;
        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await Dialect.On(context).PauseAsync("a");
            claiming = Store.ClaimAsync(claim, Holder);
            await transaction.CommitAsync();
        }

        (await claiming).Verdict.Should().Be(ClaimVerdict.Refused);
    }

    [Test]
    public async Task A_deferred_transaction_of_the_users_is_joined()
    {
        var row = await SaveDueAsync("a");
        await using var context = File.Open();
        await context.Database.OpenConnectionAsync();
        await using var transaction = ((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true);
        await context.Database.UseTransactionAsync(transaction);

        (await Dialect.On(context).ClaimAsync(Claims.Of(row), Holder)).Verdict.Should().Be(ClaimVerdict.Claimed);
        await transaction.RollbackAsync();

        (await ReadAsync("a")).Version.Should().Be(row.Version);
    }

    [Test]
    public async Task Texts_come_back_as_they_were_whatever_is_in_them()
    {
        var row = await SaveDueAsync(Odd, write => write with { Group = Odd, Name = Odd, Payload = Odd, Note = Odd, CancelKeys = [Odd] });
        var run = await ClaimAsync(Claims.Of(row));
        (await Store.FinishAsync(new(run.Id, 1, RunState.Failed) { Error = Odd })).Recorded.Should().BeTrue();

        run.Payload.Should().Be(Odd);
        var read = await ReadAsync(Odd);
        read.Definition.Should().BeEquivalentTo(row.Definition, options => options.Excluding(write => write.NextDue).Excluding(write => write.Owner));
        read.LastError.Should().Be(Odd);
        (await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { CancelKeys = [Odd] })).Schedules.Should().ContainSingle();
    }

    [Test]
    public async Task Times_are_kept_to_the_microsecond_however_far_away()
    {
        foreach (var time in new[] { DateTimeOffset.MaxValue, DateTimeOffset.MinValue, await StoreNowAsync(), new(2026, 1, 1, 0, 0, 0, TimeSpan.FromHours(5)) })
        {
            var row = await SaveAsync(Writes.Schedule($"at {time:O}", time));
            row.NextDue.Should().BeCloseTo(time, TimeSpan.FromMicroseconds(1));
            (await ReadAsync(row.Id)).NextDue.Should().Be(row.NextDue);
        }
    }
}
