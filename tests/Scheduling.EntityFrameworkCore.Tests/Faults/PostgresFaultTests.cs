using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.EntityFrameworkCore.Tests.Postgres;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Faults;

/// <summary>What becomes of schedules when the database fails: nothing is lost, nothing runs twice, and it is told once.</summary>
public sealed class PostgresFaultTests
{
    private const int StoreIsDown = 1201;
    private const int StoreIsBack = 1202;

    private string _database = null!;
    private TcpProxy _proxy = null!;
    private Handler _handler = null!;
    private DatabaseHost _host = null!;

    [SetUp]
    public async Task CreateAsync()
    {
        _database = await PostgresTemplate.CopyAsync();
        _proxy = await PostgresServer.StartProxyAsync();
        _handler = new();
        _host = Host("Command Timeout=2");
    }

    [TearDown]
    public async Task DropAsync()
    {
        _proxy.Heal();
        await _host.DisposeAsync();
        await _proxy.DisposeAsync();
        await PostgresServer.DropDatabaseAsync(_database);
    }

    [Test]
    public async Task A_database_that_is_down_at_the_start_is_waited_for()
    {
        _proxy.Cut();
        await _host.StartAsync();

        _host.Health.StoreAnswers.Should().BeFalse();
        await _host.Awaiting(host => host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.Zero))).Should().ThrowAsync<NpgsqlException>();
        _proxy.Heal();
        await _host.Logs.UntilAsync(1402);

        await _host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.Zero));
        (await _handler.NextAsync()).ScheduleId.Should().Be("a");
        _host.Health.StoreAnswers.Should().BeTrue();
        _host.Logs.Count(1401).Should().Be(1);
    }

    [Test]
    public async Task What_falls_due_while_the_database_is_down_runs_once_when_it_is_back()
    {
        await _host.StartAsync();
        await _host.Scheduler.SaveAsync([.. Enumerable.Range(0, 20).Select(i => DatabaseHost.Once($"{i}", TimeSpan.FromMilliseconds(500)))]);
        _proxy.Cut();
        await _host.Logs.UntilAsync(StoreIsDown);
        _host.Health.StoreAnswers.Should().BeFalse();
        _proxy.Heal();

        await _handler.UntilAsync(20);
        await _host.Logs.UntilAsync(StoreIsBack);
        await EndedAsync(20);
        _handler.Started.Select(run => run.ScheduleId).Should().OnlyHaveUniqueItems();
        (_host.Logs.Count(StoreIsDown), _host.Logs.Count(StoreIsBack)).Should().Be((1, 1));
    }

    [Test]
    public async Task A_claim_whose_reply_is_lost_after_its_commit_is_settled_by_its_id()
    {
        await _host.StartAsync();
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromMilliseconds(500)));
        var lost = _proxy.DropNextReply("skip locked");

        var run = await _handler.NextAsync();

        await lost;
        await EndedAsync(1);
        (await RunsAsync()).Should().ContainSingle().Which.Should().Match<Run>(r => r.Id == run.RunId && r.Attempt == 1 && r.State == RunState.Succeeded);
        (_handler.Started.Count, _host.Logs.Count(StoreIsDown)).Should().Be((1, 0));
    }

    [Test]
    public async Task A_result_whose_recording_is_not_answered_is_counted_once()
    {
        await _host.StartAsync();
        var lost = _proxy.DropNextReply("unwanted");
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromMilliseconds(100)));

        await _handler.NextAsync();

        await lost;
        await EndedAsync(1);
        (await _host.Scheduler.GetAsync("a"))!.Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 0));
        _handler.Started.Should().ContainSingle();
    }

    [Test]
    public async Task A_delete_whose_commit_is_not_answered_throws_and_may_be_repeated()
    {
        await _host.StartAsync();
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromSeconds(1)));
        var lost = _proxy.DropNextReply("COMMIT\0");

        await _host.Awaiting(host => host.Scheduler.DeleteAsync("a")).Should().ThrowAsync<NpgsqlException>();
        await lost;

        await _host.Scheduler.DeleteAsync("a");
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("later", TimeSpan.FromSeconds(1.5)));
        (await _handler.NextAsync()).ScheduleId.Should().Be("later");
    }

    [Test]
    public async Task Idle_connections_that_the_server_has_dropped_are_no_error()
    {
        await _host.StartAsync();
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromSeconds(1)));
        (await PostgresServer.TerminateBackendsAsync(_database)).Should().BePositive();

        await _handler.NextAsync();
        await EndedAsync(1);
        await PostgresServer.TerminateBackendsAsync(_database);
        (await _host.Scheduler.DeleteAsync("a")).Schedules.Should().Be(1);

        _host.Logs.Entries.Should().BeEmpty();
    }

    [Test]
    public async Task A_database_that_hangs_is_given_up_and_tried_again()
    {
        await _host.StartAsync();
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromMilliseconds(500)));
        _proxy.Hang();
        await _host.Logs.UntilAsync(StoreIsDown);
        _proxy.Heal();

        await _handler.NextAsync();
        await EndedAsync(1);
        _handler.Started.Should().ContainSingle();
    }

    [Test]
    public async Task Without_a_free_connection_work_waits_until_there_is_one()
    {
        await _host.DisposeAsync();
        _host = Host("Maximum Pool Size=1;Timeout=1");
        await _host.StartAsync();
        await _host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromMilliseconds(500)));
        await using (NpgsqlConnection taken = new(Through("Maximum Pool Size=1;Timeout=1")))
        {
            await taken.OpenAsync();
            await _host.Logs.UntilAsync(StoreIsDown);
        }

        await _handler.NextAsync();
        await EndedAsync(1);
        _handler.Started.Should().ContainSingle();
    }

    private DatabaseHost Host(string more) => new(scheduling => scheduling.UsePostgres(Through(more)), _handler);

    private string Through(string more) => $"{PostgresServer.Through(_proxy, _database)};{more}";

    private async Task EndedAsync(int count)
    {
        while ((await RunsAsync()).Count(run => run.EndedAt is not null) < count)
        {
            await Task.Yield();
        }
    }

    private async Task<List<Run>> RunsAsync()
    {
        List<Run> runs = [];
        await foreach (var run in _host.Scheduler.ListRunsAsync())
        {
            runs.Add(run);
        }

        return runs;
    }
}
