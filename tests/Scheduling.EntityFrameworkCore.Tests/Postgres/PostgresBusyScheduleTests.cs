using FluentAssertions;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Ends of runs whose failures in a row are counted, while a transaction of somebody else's holds the schedule.</summary>
public sealed class PostgresBusyScheduleTests
{
    private static readonly RunHolder s_holder = new("n#1", TimeSpan.FromMinutes(10));

    private string _database = null!;
    private EntityFrameworkScheduleStore _store = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await PostgresTemplate.CopyAsync();
        _store = PostgresStores.Open(_database, isLinq: false);
    }

    [TearDown]
    public Task DropAsync()
    {
        _store.Dispose();
        return PostgresServer.DropDatabaseAsync(_database);
    }

    [Test]
    public async Task A_failure_is_not_waited_for_and_not_lost()
    {
        var run = await ClaimAsync();
        var failed = new Completion(run.Id, 1, RunState.Failed) { CountsInARow = true, HandlerFailed = true };
        await using (var held = await HoldAsync())
        {
            var result = await _store.FinishAsync(failed).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

            (result.IsBusy, result.Recorded).Should().Be((true, false));
            (await _store.ReadRunAsync(run.Id))!.State.Should().Be(RunState.Claimed);
        }

        (await _store.FinishAsync(failed)).Recorded.Should().BeTrue();
        (await _store.GetAsync("a"))!.FailureStreak.Should().Be(1);
    }

    [Test]
    public async Task A_success_after_no_failure_needs_no_schedule()
    {
        var run = await ClaimAsync();
        await using var held = await HoldAsync();

        var result = await _store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded) { CountsInARow = true }).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

        (result.IsBusy, result.Recorded).Should().Be((false, true));
    }

    private async Task<StoredRun> ClaimAsync()
    {
        var due = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1);
        var row = (await _store.SaveAsync(Writes.Schedule("a", due) with { PauseAfterFailures = 3, Overlap = OverlapPolicy.AllowAll })).Present!;
        return (await _store.ClaimAsync(Claims.Of(row), s_holder)).Run!;
    }

    private async Task<HeldTransaction> HoldAsync()
    {
        var held = await HeldTransaction.BeginAsync(_database);
        await held.ExecuteAsync("select * from scheduling.schedules for update");
        return held;
    }
}
