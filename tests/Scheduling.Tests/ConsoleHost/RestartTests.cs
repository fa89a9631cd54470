using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.ConsoleHost.Buses;
using Scheduling.ConsoleHost.Hosting;
using Scheduling.ConsoleHost.Stores;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.ConsoleHost;

/// <summary>What a second process makes of the file that a first one has left, on the system's clock.</summary>
[TestFixture]
internal sealed class RestartTests
{
    private CancellationTokenSource _deadline = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void SetUp()
    {
        _deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2), TimeProvider.System);
        _folder = new TemporaryFolder();
    }

    [TearDown]
    public void TearDown()
    {
        _folder.Dispose();
        _deadline.Dispose();
    }

    [Test]
    public async Task A_stopped_host_goes_on_where_it_was()
    {
        var file = _folder.Write("schedules.json", """
            [
              { "id": "tick", "every": "1s", "job": "write-line", "payload": { "text": "x" } },
              { "id": "soon", "at": "+1s", "job": "write-line", "payload": { "text": "x" } },
              { "id": "yearly", "cron": "0 0 1 1 *", "job": "write-line", "payload": { "text": "x" } }
            ]
            """);

        (await RunAsync("--file", file, "--seconds", "3")).Should().Contain("there are no schedules yet").And.Contain("soon succeeded").And.NotContain("Error");
        var before = await ListAsync();
        (await RunAsync("--file", file, "--seconds", "3")).Should().Contain("it goes on: 3 schedules were there already").And.Contain("soon succeeded").And.NotContain("Error");
        var after = await ListAsync();

        after["yearly"].Should().Be(before["yearly"], "what the file says of it has not changed");
        after["tick"].CreatedAt.Should().Be(before["tick"].CreatedAt);
        after["tick"].Counts.Succeeded.Should().BeGreaterThan(before["tick"].Counts.Succeeded);
        after["tick"].Recurrence.Should().Be(before["tick"].Recurrence, "its grid stays where it was");
        after["soon"].Counts.Succeeded.Should().Be(2, "+1s counts from each start");
    }

    [Test]
    public async Task A_time_that_has_passed_runs_once_however_often_the_host_starts()
    {
        var file = _folder.Write("schedules.json", Passed("2020-01-31"));
        (await RunAsync("--file", file, "--seconds", "2")).Should().Contain("once succeeded");
        (await RunAsync("--file", file, "--seconds", "1")).Should().Contain("1 schedule is asleep").And.NotContain("once started");
        (await ListAsync())["once"].Counts.Succeeded.Should().Be(1);

        // Another time that has passed would be a change that makes a past occurrence run.
        _folder.Write("schedules.json", Passed("2020-01-30"));
        var (exitCode, error) = await FailAsync(file);
        exitCode.Should().Be(ExitCode.Refused);
        error.Should().Contain("Nothing of the file was scheduled.").And.Contain("'once'").And.Contain("Give a time in the future").And.NotContain("   at ");

        static string Passed(string day) => $$"""[ { "id": "once", "at": "{{day}}T09:00:00Z", "job": "write-line", "payload": { "text": "x" } } ]""";
    }

    [Test]
    public async Task A_file_that_is_no_database_is_told_without_a_stack_trace()
    {
        _folder.Write("store.db", string.Concat(Enumerable.Repeat("This is not a database. ", 100)));
        var file = _folder.Write("schedules.json", """[ { "id": "tick", "every": "1s", "job": "write-line", "payload": { "text": "x" } } ]""");

        var (exitCode, error) = await FailAsync(file);
        exitCode.Should().Be(ExitCode.Failed);
        error.Should().Contain("file is not a database").And.NotContain("   at ");
    }

    [Test]
    public async Task A_server_that_is_away_is_waited_for_and_told_once()
    {
        using AwaitedOutput output = new("the schedules are saved as soon as the store answers");
        using StringWriter error = new();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token);
        var running = new Application(output, error, null, TimeProvider.System).RunAsync(["--store", "postgres:Host=127.0.0.1;Port=1;Password=secret"], stop.Token);
        await output.Written.WaitAsync(_deadline.Token);
        await stop.CancelAsync();

        (await running).Should().Be(ExitCode.Failed, "nothing was scheduled");
        error.ToString().Should().BeEmpty();
        output.ToString().Split("The store could not be opened").Should().HaveCount(2);
        output.ToString().Should().Contain("on 127.0.0.1").And.NotContain("secret");
    }

    [Test]
    public async Task A_killed_host_loses_nothing_and_runs_nothing_twice()
    {
        using SilentServer server = new();
        var file = _folder.Write("schedules.json", $$"""
            [
              { "id": "tick", "every": "4s", "job": "write-line", "payload": { "text": "x" } },
              { "id": "long", "every": "3s", "job": "http-get", "payload": { "url": "{{server.Url}}", "timeoutSeconds": 600 } }
            ]
            """);
        string[] arguments = ["serve", "--store", Store, "--file", file];

        using HostProcess first = new(_deadline.Token, arguments);
        await first.UntilAsync("long started");
        await server.AcceptAsync(_deadline.Token);

        using HostProcess rival = new(_deadline.Token, arguments);
        var (exitCode, error) = await rival.EndAsync();
        exitCode.Should().Be(ExitCode.Failed);
        error.Should().StartWith("Another process").And.Contain("keeps its schedules in").And.Contain("--store sqlite:PATH").And.NotContain("   at ");

        await first.KillAsync();
        using HostProcess second = new(_deadline.Token, arguments);
        await second.UntilAsync("long started, attempt 2");
        second.Lines.Should().Contain(line => line.Contains("it goes on: 2 schedules were there already"))
            .And.Contain(line => line.Contains("the run of \"long\" for") && line.Contains("was cut off")).And.NotContain(line => line.Contains("Error"));
        await server.AcceptAsync(_deadline.Token);
        await server.AnswerAsync(_deadline.Token);
        await second.UntilAsync("long started");
        await second.KillAsync();

        var runs = await RunsAsync();
        foreach (var id in new[] { "tick", "long" })
        {
            var own = runs.Where(run => run.ScheduleId == id).ToList();
            own.Should().OnlyHaveUniqueItems(run => run.Occurrence);
            first.Lines.Concat(second.Lines).Count(line => line.EndsWith($"{id} started", StringComparison.Ordinal)).Should().BeLessThanOrEqualTo(own.Count, "each occurrence has one first attempt");
        }

        runs.Where(run => run.Attempt > 1 && run.State == RunState.Succeeded).Should().ContainSingle(run => run.ScheduleId == "long" && run.Attempt == 2);
    }

    private string Store => $"sqlite:{_folder["store.db"]}";

    private async Task<string> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        (await new Application(output, error, null, TimeProvider.System).RunAsync([.. arguments, "--store", Store], _deadline.Token)).Should().Be(ExitCode.Done, error.ToString());
        return output.ToString();
    }

    private async Task<(int ExitCode, string Error)> FailAsync(string file)
    {
        using StringWriter error = new();
        var exitCode = await new Application(TextWriter.Null, error, null, TimeProvider.System).RunAsync(["--file", file, "--store", Store], _deadline.Token);
        return (exitCode, error.ToString());
    }

    private async Task<Dictionary<string, Schedule>> ListAsync()
    {
        using var host = HostComposition.Build(new StoreChoice.Sqlite(_folder["store.db"]), new BusChoice.Memory(), TimeProvider.System);
        return await host.Services.GetRequiredService<IScheduler>().ListAsync(cancellationToken: _deadline.Token).ToDictionaryAsync(schedule => schedule.Id, cancellationToken: _deadline.Token);
    }

    private async Task<IReadOnlyList<Run>> RunsAsync()
    {
        using var host = HostComposition.Build(new StoreChoice.Sqlite(_folder["store.db"]), new BusChoice.Memory(), TimeProvider.System);
        return await host.Services.GetRequiredService<IScheduler>().ListRunsAsync(cancellationToken: _deadline.Token).ToListAsync(_deadline.Token);
    }
}
