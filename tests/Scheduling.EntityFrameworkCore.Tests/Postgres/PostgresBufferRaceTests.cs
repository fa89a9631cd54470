using FluentAssertions;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Ends of runs, and occurrences that are buffered behind them, in transactions that do not see each other.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class PostgresBufferRaceTests(bool isLinq)
{
    private static readonly RunHolder s_holder = new("n#1", TimeSpan.FromMinutes(10));

    private string _database = null!;
    private EntityFrameworkScheduleStore _store = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await PostgresTemplate.CopyAsync();
        _store = PostgresStores.Open(_database, isLinq);
    }

    [TearDown]
    public Task DropAsync()
    {
        _store.Dispose();
        return PostgresServer.DropDatabaseAsync(_database);
    }

    [Test]
    public async Task Of_two_ends_of_the_last_two_runs_that_do_not_see_each_other_one_lets_the_buffered_run_go_on()
    {
        var (first, second) = (await ClaimAsync(OverlapPolicy.AllowAll), await ClaimAsync(OverlapPolicy.AllowAll));
        var buffered = (await ClaimNextAsync(OverlapPolicy.BufferOne)).Buffered!;
        await using var held = await HeldTransaction.BeginAsync(_database, isLinq);
        (await held.Store.FinishAsync(Succeeded(first))).Promoted.Should().BeNull("the other one is open");

        var finishing = _store.FinishAsync(Succeeded(second));
        await finishing.UntilItWaitsAsync(_database);
        await held.CommitAsync();

        (await finishing).Promoted?.Id.Should().Be(buffered.Id);
        (await _store.ReadRunAsync(buffered.Id))!.State.Should().Be(RunState.Waiting);
    }

    [Test]
    public async Task An_occurrence_is_not_buffered_behind_a_run_whose_end_is_not_committed_yet()
    {
        var run = await ClaimAsync(OverlapPolicy.BufferAll);
        var row = await ReadAsync();
        await using var held = await HeldTransaction.BeginAsync(_database, isLinq);
        await held.Store.FinishAsync(Succeeded(run));

        var claiming = _store.ClaimAsync(Claims.Of(row), s_holder);
        await claiming.UntilItWaitsAsync(_database);
        if (!isLinq)
        {
            // A claim waits for no lock; where there is nothing but LINQ, it has to.
            (await claiming).Verdict.Should().Be(ClaimVerdict.Busy);
            (await ReadAsync()).Version.Should().Be(row.Version);
        }

        await held.CommitAsync();

        (isLinq ? await claiming : await _store.ClaimAsync(Claims.Of(row), s_holder)).Verdict.Should().Be(ClaimVerdict.Claimed);
    }

    [TestCase(OverlapPolicy.BufferOne)]
    [TestCase(OverlapPolicy.CancelOther)]
    public async Task An_end_that_has_waited_for_an_occurrence_to_be_buffered_lets_it_go_on(OverlapPolicy overlap)
    {
        var run = await ClaimAsync(overlap);
        await using var held = await HeldTransaction.BeginAsync(_database, isLinq);
        var buffered = (await held.Store.ClaimAsync(Claims.Of(await ReadAsync()), s_holder)).Buffered!;

        var finishing = _store.FinishAsync(Succeeded(run));
        await finishing.UntilItWaitsAsync(_database);
        await held.CommitAsync();

        (await finishing).Promoted?.Id.Should().Be(buffered.Id);
    }

    [Test]
    public async Task A_lost_run_whose_rescue_has_waited_for_an_occurrence_to_be_buffered_lets_it_go_on()
    {
        var run = await ClaimAsync(OverlapPolicy.BufferOne, new("n#1", TimeSpan.Zero));
        await using var held = await HeldTransaction.BeginAsync(_database, isLinq);
        var buffered = (await held.Store.ClaimAsync(Claims.Of(await ReadAsync()), s_holder)).Buffered!;

        var rescuing = _store.RescueAsync([new(run.Id, 1)], s_holder, 1, CancellationToken.None);
        await rescuing.UntilItWaitsAsync(_database);
        await held.CommitAsync();

        (await rescuing).Value.Single().Promoted?.Id.Should().Be(buffered.Id);
    }

    [Test]
    public async Task A_run_that_is_asked_for_waits_for_an_end_that_is_not_committed_yet_and_need_not_be_buffered()
    {
        var run = await ClaimAsync(OverlapPolicy.BufferAll);
        await using var held = await HeldTransaction.BeginAsync(_database, isLinq);
        await held.Store.FinishAsync(Succeeded(run));

        var triggering = _store.TriggerAsync([new("a", Guid.CreateVersion7(), RunCause.Triggered)], s_holder, CancellationToken.None);
        await triggering.UntilItWaitsAsync(_database);
        await held.CommitAsync();

        (await triggering).Value.Single().Verdict.Should().Be(TriggerVerdict.Accepted);
    }

    [Test]
    public async Task An_end_lets_others_go_on_though_a_users_transaction_holds_the_schedule()
    {
        var run = await ClaimAsync(OverlapPolicy.BufferAll);
        var buffered = (await ClaimNextAsync(OverlapPolicy.BufferAll)).Buffered!;
        await using var held = await HeldTransaction.BeginAsync(_database, isLinq);
        await held.ExecuteAsync("select * from scheduling.schedules for update");

        var result = await _store.FinishAsync(Succeeded(run)).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

        result.Promoted!.Id.Should().Be(buffered.Id);
    }

    [Test]
    public async Task A_node_that_does_not_know_the_policies_takes_a_mixed_batch_whole()
    {
        await ClaimAsync(OverlapPolicy.BufferAll);
        var due = TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1);
        OverlapPolicy[] policies = [OverlapPolicy.Skip, OverlapPolicy.AllowAll, OverlapPolicy.CancelOther];
        await _store.SaveAsync([.. policies.Select((overlap, i) => Writes.Schedule($"b{i}", due) with { Overlap = overlap })], CancellationToken.None);
        using var other = PostgresStores.Open(_database, isLinq);
        var rows = (await other.GetAsync(["b0", "a", "b1", "b2"], CancellationToken.None)).Value;

        for (var again = 0; again < 2; again++)
        {
            var results = (await other.ClaimAsync([.. rows.Select(Claims.Of)], s_holder, CancellationToken.None)).Value;

            results.Select(result => result.Verdict).Should().Equal(again == 0
                ? [ClaimVerdict.Claimed, ClaimVerdict.Buffered, ClaimVerdict.Claimed, ClaimVerdict.Claimed]
                : [ClaimVerdict.SkippedOverlap, ClaimVerdict.Buffered, ClaimVerdict.Claimed, ClaimVerdict.Buffered]);
            rows = (await other.GetAsync(["b0", "a", "b1", "b2"], CancellationToken.None)).Value;
        }
    }

    private static Completion Succeeded(StoredRun run) => new(run.Id, run.Attempt, RunState.Succeeded);

    private async Task<StoredSchedule> ReadAsync() => (await _store.GetAsync("a"))!;

    private async Task<StoredRun> ClaimAsync(OverlapPolicy overlap, RunHolder? holder = null) => (await ClaimNextAsync(overlap, holder)).Run!;

    private async Task<ClaimResult> ClaimNextAsync(OverlapPolicy overlap, RunHolder? holder = null)
    {
        var write = await _store.GetAsync("a") is { } row ? Writes.Replacing(row) : Writes.Schedule("a", TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(1));
        var saved = await _store.SaveAsync(write with { Overlap = overlap, BufferLimit = 5 });
        return await _store.ClaimAsync(Claims.Of(saved.Present!), holder ?? s_holder);
    }
}
