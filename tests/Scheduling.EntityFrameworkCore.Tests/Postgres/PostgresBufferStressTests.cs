using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>Many that claim, ask for, end and take up runs of the same schedules at once, told of them by the store's answers alone.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class PostgresBufferStressTests(bool isLinq)
{
    private const int Schedules = 3;
    private const int Workers = 6;

    // So long that nothing is found again by its lease.
    private static readonly RunHolder s_holder = new("n#1", TimeSpan.FromHours(1));

    private readonly int[] _running = new int[Schedules];
    private int _overlaps;
    private int _ran;
    private int _promoted;
    private string _database = null!;
    private EntityFrameworkScheduleStore _store = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        (_overlaps, _ran, _promoted) = (0, 0, 0);
        Array.Clear(_running);
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
    public async Task No_run_is_left_behind_and_none_overlaps_where_none_may([Values] bool allowsAll)
    {
        OverlapPolicy[] policies = [OverlapPolicy.BufferAll, OverlapPolicy.BufferOne, OverlapPolicy.CancelOther];
        var due = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1);
        await _store.SaveAsync(
            [.. policies.Select((overlap, i) => Writes.Schedule($"{i}", due) with { Overlap = overlap, BufferLimit = 4 })], CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(new(worker), allowsAll))));

        var open = (await _store.ReadWindowAsync(100)).Runs;
        TestContext.Out.WriteLine($"{_ran} ran, {_promoted} of them had waited; {await DeadlocksAsync()} deadlocks");
        open.Should().BeEmpty();
        _overlaps.Should().Be(0);
        _promoted.Should().BeGreaterThan(20);
        if (!isLinq)
        {
            (await DeadlocksAsync()).Should().Be(0);
        }
    }

    private async Task WorkAsync(Random random, bool allowsAll)
    {
        for (var i = 0; i < (isLinq ? 80 : 200); i++)
        {
            var id = $"{random.Next(Schedules)}";
            if (random.Next(3) > 0)
            {
                var claim = Claims.Of((await _store.GetAsync(id))!);
                await RunAsync((await InsistAsync(() => _store.ClaimAsync(claim, s_holder))).Run, allowsAll);
                continue;
            }

            OverlapPolicy?[] overlaps = [null, OverlapPolicy.Skip, OverlapPolicy.BufferOne, OverlapPolicy.CancelOther, allowsAll ? OverlapPolicy.AllowAll : OverlapPolicy.BufferAll];
            Trigger trigger = new(id, Guid.NewGuid(), RunCause.Triggered) { Overlap = overlaps[random.Next(overlaps.Length)] };
            var asked = (await InsistAsync(() => _store.TriggerAsync([trigger], s_holder, CancellationToken.None))).Value.Single();
            await RunAsync(asked.Verdict == TriggerVerdict.Buffered ? null : await TakeUpAsync(asked.Run), allowsAll);
        }
    }

    private async Task RunAsync(StoredRun? run, bool allowsAll)
    {
        while (run is not null)
        {
            var schedule = int.Parse(run.ScheduleId, System.Globalization.CultureInfo.InvariantCulture);
            Interlocked.Increment(ref _ran);
            if (Interlocked.Increment(ref _running[schedule]) > 1 && !allowsAll)
            {
                Interlocked.Increment(ref _overlaps);
            }

            await Task.Yield();
            Interlocked.Decrement(ref _running[schedule]);
            Completion completion = new(run.Id, run.Attempt, RunState.Succeeded);
            var result = await InsistAsync(() => _store.FinishAsync(completion));
            result.Recorded.Should().BeTrue();
            run = await TakeUpAsync(result.Promoted);
            _ = run is null ? 0 : Interlocked.Increment(ref _promoted);
        }
    }

    // It may have been cancelled by another one since.
    private async Task<StoredRun?> TakeUpAsync(RunHead? waiting) => waiting is null
        ? null
        : (await InsistAsync(() => _store.RescueAsync(new(waiting.Id, waiting.Attempt), s_holder))).Run;

    // Through LINQ, an operation that meets too many others fails whole, and is asked for again.
    private async Task<T> InsistAsync<T>(Func<Task<T>> operation)
    {
        while (true)
        {
            try
            {
                return await operation();
            }
            catch (DbUpdateException) when (isLinq)
            {
                await Task.Yield();
            }
        }
    }

    private async Task<long> DeadlocksAsync()
    {
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("select deadlocks from pg_stat_database where datname = current_database()", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
