using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.EntityFrameworkCore.Tests.Postgres;
using Scheduling.InMemory;
using Scheduling.Schedules;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Clusters;

/// <summary>Many nodes that meet a backlog on one PostgreSQL.</summary>
public sealed class ManyNodesTests
{
    private const int Nodes = 8;

    private readonly ConcurrentDictionary<(string Id, DateTimeOffset Occurrence), int> _runs = new();
    private readonly InMemoryEventBus _bus = new();
    private string _database = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _runs.Clear();
        _database = await PostgresTemplate.CopyAsync();
    }

    [TearDown]
    public Task DropAsync() => PostgresServer.DropDatabaseAsync(_database);

    [Test]
    public async Task Each_of_twenty_thousand_occurrences_is_claimed_once_and_none_is_lost()
    {
        const int Occurrences = 20_000;
        await FillAsync(Occurrences);

        var time = await RunAllAsync(Occurrences, _database, _ => Task.CompletedTask);

        var (claimed, ended, twice) = await CountAsync();
        TestContext.Out.WriteLine($"{Nodes} nodes, {Occurrences} occurrences due at once: {Occurrences / time.TotalSeconds:0} a second; {await DeadlocksAsync()} deadlocks");
        (claimed, ended, twice).Should().Be((Occurrences, Occurrences, 0));
        _runs.Should().HaveCount(Occurrences).And.OnlyContain(run => run.Value == 1);
        (await DeadlocksAsync()).Should().Be(0);
    }

    [Test]
    public async Task Lost_commit_replies_and_killed_connections_change_nothing_of_that()
    {
        const int Occurrences = 20_000;
        await FillAsync(Occurrences);
        await using var proxy = await PostgresServer.StartProxyAsync();
        var (lost, killed) = (0, 0);

        await RunAllAsync(Occurrences, PostgresServer.Through(proxy, _database), async done =>
        {
            string[] replies = ["skip locked", "unwanted"];
            while (!done.IsCompleted)
            {
                await Task.WhenAny(done, proxy.DropNextReply(replies[lost % 2]));
                lost++;
                await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(150), TimeProvider.System));
                if (lost % 3 == 0)
                {
                    killed += await KillAsync();
                }
            }
        });

        proxy.Heal();
        var (claimed, ended, twice) = await CountAsync();
        TestContext.Out.WriteLine($"{lost} replies lost, {killed} connections killed; {_runs.Count(run => run.Value > 1)} runs were taken up again");
        (claimed, ended, twice).Should().Be((Occurrences, Occurrences, 0));
        _runs.Should().HaveCount(Occurrences);
        (lost, killed).Should().Match<(int Lost, int Killed)>(faults => faults.Lost > 2 && faults.Killed > 2);
    }

    private async Task FillAsync(int occurrences)
    {
        await using DatabaseHost writer = new(scheduling => scheduling.UsePostgres(_database), new Handler());
        var due = TimeProvider.System.GetUtcNow() - TimeSpan.FromSeconds(1);
        await writer.Scheduler.SaveAsync(Enumerable.Range(0, occurrences).Select(i => new ScheduleDefinition($"{i:00000}", DatabaseHost.Job, Recurrence.Once(due))));
    }

    private async Task<TimeSpan> RunAllAsync(int occurrences, string database, Func<Task, Task> disturb)
    {
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Handler handler = new()
        {
            Body = (run, _) =>
            {
                _runs.AddOrUpdate((run.ScheduleId, run.Occurrence), 1, (_, count) => count + 1);
                if (_runs.Count == occurrences)
                {
                    all.TrySetResult();
                }

                return Task.CompletedTask;
            },
        };
        var hosts = Enumerable.Range(0, Nodes).Select(i => new DatabaseHost(
            scheduling => scheduling.UsePostgres($"{database};Maximum Pool Size=8;Application Name=node-{i}"),
            handler,
            _bus,
            options => (options.Lease, options.NodeName, options.KeepRuns) = (TimeSpan.FromSeconds(5), $"node-{i}", 5))).ToArray();
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(hosts.Select(host => host.StartAsync()));
        var disturbing = disturb(all.Task);
        await all.Task.WaitAsync(TimeSpan.FromMinutes(4), TimeProvider.System);
        var time = TimeProvider.System.GetElapsedTime(start);
        await disturbing;
        await hosts[0].Store.UntilAllHaveEndedAsync();
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        return time;
    }

    private async Task<(long Claimed, long Ended, long Twice)> CountAsync()
    {
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("""
            select count(*), count(ended_at), count(*) - count(distinct (schedule_id, occurrence)) from scheduling.runs
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    // Without waiting for their ends: some are in the middle of something.
    private async Task<int> KillAsync()
    {
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(
            "select count(pg_terminate_backend(pid))::int from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", connection);
        return (int)(await command.ExecuteScalarAsync())!;
    }

    private async Task<long> DeadlocksAsync()
    {
        await using NpgsqlConnection connection = new(_database);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new("select deadlocks from pg_stat_database where datname = current_database()", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
