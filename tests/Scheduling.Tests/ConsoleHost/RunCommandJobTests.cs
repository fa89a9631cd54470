using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.ConsoleHost.Jobs;
using Scheduling.ConsoleHost.Watching;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
[Platform(Include = "Unix")]
internal sealed class RunCommandJobTests
{
    private FakeTimeProvider _time = null!;
    private readonly List<string> _written = [];
    private TaskCompletionSource<string> _first = null!;
    private RunCommandJob _job = null!;

    [SetUp]
    public void SetUp()
    {
        _time = new FakeTimeProvider(SampleRun.Occurrence);
        HostFeed feed = new(_time);
        _written.Clear();
        _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        feed.Happened += told =>
        {
            _written.Add(told.Text);
            _first.TrySetResult(told.Text);
        };
        _job = new(feed, _time);
    }

    [Test]
    public async Task Output_is_told_line_by_line()
    {
        await RunAsync(new("sh", ["-c", "echo one; echo; printf two"]));
        _written.Should().Equal("one", "", "two");
    }

    [Test]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        await RunAsync(new("echo", ["$HOME;  *", "\"'"]));
        _written.Should().Equal("$HOME;  * \"'");
    }

    [Test]
    public async Task Errors_that_a_program_writes_are_told_too()
    {
        await RunAsync(new("sh", ["-c", "echo oh >&2"]));
        _written.Should().Equal("oh");
    }

    [Test]
    public async Task A_program_that_reads_gets_no_input()
    {
        await RunAsync(new("cat"));
        _written.Should().BeEmpty();
    }

    [Test]
    public async Task Another_exit_code_than_0_fails_the_run()
    {
        var run = () => RunAsync(new("sh", ["-c", "exit 3"]));
        (await run.Should().ThrowAsync<CommandFailedException>()).WithMessage("'sh' ended with exit code 3");
    }

    [Test]
    public async Task A_program_that_does_not_exist_fails_the_run()
    {
        var run = () => RunAsync(new("no-such-program"));
        (await run.Should().ThrowAsync<CommandFailedException>()).WithMessage("'no-such-program' could not be started: *");
    }

    [Test]
    public async Task A_cancelled_run_kills_the_program_and_what_it_started()
    {
        using CancellationTokenSource cancel = new();
        var run = RunAsync(new("sh", ["-c", "sleep 60 & echo $!; wait"]), cancel.Token);
        var child = int.Parse(await _first.Task, CultureInfo.InvariantCulture);

        await cancel.CancelAsync();

        var end = () => run;
        await end.Should().ThrowAsync<OperationCanceledException>();
        await GoneAsync(child);
    }

    [Test]
    public async Task A_program_that_takes_too_long_is_killed_and_fails_the_run()
    {
        var run = RunAsync(new("sh", ["-c", "echo $$; exec sleep 60"], TimeoutSeconds: 2));
        var process = int.Parse(await _first.Task, CultureInfo.InvariantCulture);

        _time.Advance(TimeSpan.FromSeconds(2));

        var end = () => run;
        (await end.Should().ThrowAsync<TimeoutException>()).WithMessage("'sh' took longer than 2 s and was stopped");
        await GoneAsync(process);
    }

    [Test]
    public async Task A_run_that_is_cancelled_already_starts_no_program()
    {
        var run = () => RunAsync(new("echo", ["x"]), new CancellationToken(canceled: true));
        await run.Should().ThrowAsync<OperationCanceledException>();
        _written.Should().BeEmpty();
    }

    private Task RunAsync(RunCommandPayload payload, CancellationToken cancellationToken = default) =>
        _job.RunAsync(payload, SampleRun.Of("a"), cancellationToken);

    // A killed process may be seen until its parent, or init, has taken note of its end.
    private static async Task GoneAsync(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (ArgumentException)
        {
            // There is none with this id any more.
        }
    }
}
