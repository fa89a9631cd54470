using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NUnit.Framework;
using Scheduling.ConsoleHost.Rendering;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Jobs;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class PlainLinesTests
{
    private IScheduledJob<int> _inner = null!;
    private FakeTimeProvider _time = null!;

    [SetUp]
    public void SetUp()
    {
        _inner = Substitute.For<IScheduledJob<int>>();
        _time = new FakeTimeProvider(SampleRun.Occurrence + TimeSpan.FromMilliseconds(2.5));
    }

    [Test]
    public async Task A_run_has_a_line_for_its_start_and_one_for_its_end()
    {
        _inner.RunAsync(default, default!, default).ReturnsForAnyArgs(_ =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(30));
            return Task.CompletedTask;
        });

        (await LinesAsync()).Should().Equal("08:00:00.002 tick started", "08:00:00.032 tick succeeded after 30 ms, 2.5 ms late");
    }

    [Test]
    public async Task A_failure_is_told_with_its_reason_on_one_line_and_still_fails_the_run()
    {
        _inner.RunAsync(default, default!, default).ReturnsForAnyArgs(_ => Task.FromException(new InvalidOperationException("one\r\n\u001b[31mtwo")));

        (await LinesAsync(typeof(InvalidOperationException)))[1].Should().Be("08:00:00.002 tick failed after 0 ms, 2.5 ms late: one   [31mtwo");
    }

    [Test]
    public async Task A_run_that_is_stopped_is_told_as_cancelled()
    {
        _inner.RunAsync(default, default!, default).ReturnsForAnyArgs(call =>
        {
            call.Arg<RunContext>().Stop(StopReason.Cancelled);
            return Task.FromCanceled(call.Arg<CancellationToken>());
        });

        (await LinesAsync(typeof(TaskCanceledException), new CancellationToken(canceled: true)))[1]
            .Should().Be("08:00:00.002 tick cancelled after 0 ms, 2.5 ms late: deleted, paused or cancelled");
    }

    [Test]
    public void No_control_character_comes_through() =>
        Plain.Text("a\u001b[2Jb\tc\nd\u0085e\u2028f").Should().Be("a [2Jb c d e f");

    [Test]
    public void A_long_line_is_cut() => Plain.Text(new string('x', 501)).Should().Be(new string('x', 500) + "…");

    private async Task<string[]> LinesAsync(Type? failure = null, CancellationToken cancellationToken = default)
    {
        using StringWriter output = new();
        HostFeed feed = new(_time);
        using PlainLines lines = new(output, feed);
        Board board = new(new StatementLedger(_time), _time);
        ObservedJob<IScheduledJob<int>, int> job = new(_inner, feed, board, _time);
        var thrown = await Record(() => job.RunAsync(1, SampleRun.Of("tick"), cancellationToken));
        thrown?.GetType().Should().Be(failure);
        (thrown is null).Should().Be(failure is null);
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<Exception?> Record(Func<Task> run)
    {
        try
        {
            await run();
            return null;
        }
        catch (Exception thrown)
        {
            return thrown;
        }
    }
}
