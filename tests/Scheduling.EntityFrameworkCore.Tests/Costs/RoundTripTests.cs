using FluentAssertions;
using NUnit.Framework;
using Scheduling.EntityFrameworkCore.Tests.Hosts;
using Scheduling.Schedules;

namespace Scheduling.EntityFrameworkCore.Tests.Costs;

/// <summary>What runs cost, seen where Entity Framework Core sends commands. On PostgreSQL a command is a round trip; on SQLite it is a call.</summary>
public sealed class RoundTripTests
{
    private CommandLog _log = null!;
    private Handler _handler = null!;

    [SetUp]
    public void Create() => (_log, _handler) = (new(), new());

    [Test]
    public async Task One_run_alone_costs_two_round_trips_on_postgres()
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres: true);
        await using var host = await database.Host(_handler, interceptor: _log).StartAsync();

        // After the first one the window has been read.
        await host.Scheduler.SaveAsync(DatabaseHost.Once("warm", TimeSpan.Zero));
        await _handler.NextAsync();
        await RecordedAsync(host, 1);
        await host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromMilliseconds(700)));
        _log.Commands.Clear();

        await _handler.NextAsync();
        await RecordedAsync(host, 2);

        _log.Commands.Where(IsOfTheNode).Should().HaveCount(2);
    }

    [Test]
    public async Task A_save_costs_one_round_trip_and_one_statement_on_postgres()
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres: true);
        await using var host = await database.Host(_handler, interceptor: _log).StartAsync();
        await host.Scheduler.SaveAsync(DatabaseHost.Once("warm", TimeSpan.FromHours(1)));
        _log.Commands.Clear();

        await host.Scheduler.SaveAsync(DatabaseHost.Once("a", TimeSpan.FromHours(1)));

        // The node may read its window at the same time.
        _log.Commands.Where(command => command.Contains("scheduling_jobs", StringComparison.Ordinal) || command.Contains("insert", StringComparison.Ordinal))
            .Should().ContainSingle().Which.Should().NotContain(";", "by which rules the job goes is looked up in the same statement");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_thousand_runs_that_are_due_at_once_cost_less_than_a_tenth_each(bool isPostgres)
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres);
        await using var host = await database.Host(_handler, interceptor: _log).StartAsync();
        var due = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(3);
        await host.Scheduler.SaveAsync([.. Enumerable.Range(0, 1000).Select(i => new ScheduleDefinition($"{i}", DatabaseHost.Job, Recurrence.Once(due)))]);
        TimeProvider.System.GetUtcNow().Should().BeBefore(due, "the runs must be due together");
        _log.Commands.Clear();

        await _handler.UntilAsync(1000);
        await RecordedAsync(host, 1000);

        var commands = _log.Commands.Where(IsOfTheNode).Count();
        TestContext.Out.WriteLine($"{(isPostgres ? "PostgreSQL: round trips" : "SQLite: statements")} a run, of 1,000 due at once: {commands / 1000.0:0.000}");
        commands.Should().BeLessThan(isPostgres ? 100 : 400);
        _handler.Started.Should().HaveCount(1000);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Asleep_nothing_is_sent(bool isPostgres)
    {
        await using var database = await AppDatabase.CreateAsync(isPostgres);
        await using var host = await database.Host(_handler, interceptor: _log).StartAsync();
        await host.Scheduler.SaveAsync([.. Enumerable.Range(0, 500).Select(i => DatabaseHost.Once($"{i}", TimeSpan.FromHours(1 + i)))]);
        await host.Scheduler.SaveAsync(DatabaseHost.Once("awake", TimeSpan.FromMilliseconds(300)));
        await _handler.NextAsync();
        await RecordedAsync(host, 1);
        _log.Commands.Clear();

        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);

        _log.Commands.Should().BeEmpty();
    }

    // Listing is this test's own.
    private static bool IsOfTheNode(string command) => !command.Contains("order by r.id desc", StringComparison.Ordinal);

    private static async Task RecordedAsync(DatabaseHost host, int runs)
    {
        for (var ended = 0; ended < runs;)
        {
            ended = 0;
            await foreach (var run in host.Scheduler.ListRunsAsync())
            {
                ended += run.EndedAt is null ? 0 : 1;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
