using FluentAssertions;
using NUnit.Framework;
using Scheduling.ConsoleHost.Rendering;
using Scheduling.ConsoleHost.Watching;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Spectre.Console.Testing;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class HostViewRendererTests
{
    private static readonly DateTimeOffset s_now = SampleRun.Occurrence;

    private static readonly Schedule s_tick = new()
    {
        Id = "tick",
        Name = "[red]every two[/]",
        Job = "job",
        Recurrence = Recurrence.Every(TimeSpan.FromSeconds(2)),
        NextDue = s_now + TimeSpan.FromSeconds(1.5),
        Counts = new OutcomeCounts(3, 1, 0, 7, 0),
        LastOutcome = RunOutcome.Failed,
    };

    [Test]
    public void A_row_says_what_when_and_how_it_went() => Line("tick", new BoardRow(s_tick, 0)).Should().Equal(
        "tick ([red]every two[/])", "asleep", "every 2s", "1.5 s", "4 / failed");

    [Test]
    public void A_row_says_that_it_runs_or_is_paused()
    {
        Line("tick", new BoardRow(s_tick, 1))[1].Should().Be("running");
        var paused = Line("tick", new BoardRow(s_tick with { State = ScheduleState.Paused }, 0));
        paused[1].Should().Be("paused");
        paused[3].Should().Be("-");
    }

    [TestCase(0, "now")]
    [TestCase(-3, "now")]
    [TestCase(59.94, "59.9 s")]
    [TestCase(60.2, "1m 1s")]
    [TestCase(93_600, "1d 2h")]
    public void The_countdown_is_in_words(double seconds, string words) =>
        Words.Countdown(s_tick with { NextDue = s_now + TimeSpan.FromSeconds(seconds) }, s_now).Should().Be(words);

    [Test]
    public void Each_kind_of_recurrence_has_words()
    {
        Words.When(Recurrence.Cron("0 9 * * 1-5", "Europe/Paris")).Should().Be("0 9 * * 1-5 Europe/Paris");
        Words.When(Recurrence.Cron("* * * * *")).Should().Be("* * * * *");
        Words.When(Recurrence.Once(s_now)).Should().Be("at 2030-01-31 08:00:00");
        Words.When(null).Should().Be("can't be read");
    }

    [Test]
    public void Statements_and_the_log_stand_below()
    {
        var lines = Lines(new HostView(
            s_now,
            [],
            new StatementCounts(12, 0, 3, 4, TimeSpan.FromSeconds(5.26)),
            [new(s_now, HostEventKind.Wrote, "tick", "[bold]x"), new(s_now, HostEventKind.Told, null, "stopping")]));

        lines.Should().Contain("statements: 12   while asleep: 0 (last sleep), 3 (all 4 sleeps, 5.3 s)");
        lines.Should().ContainInOrder("08:00:00.000 tick | [bold]x", "08:00:00.000 -- stopping");
    }

    private static string[] Line(string id, BoardRow row) => Lines(new HostView(s_now, [row], default, []))
        .Single(line => line.Contains("│ " + id, StringComparison.Ordinal))
        .Split('│', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IReadOnlyList<string> Lines(HostView view)
    {
        using TestConsole console = new();
        console.Profile.Width = 200;
        console.Write(HostViewRenderer.Render(view));
        return [.. console.Output.Split('\n').Select(line => line.TrimEnd())];
    }
}
