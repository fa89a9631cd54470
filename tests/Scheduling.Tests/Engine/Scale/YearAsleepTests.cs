using FluentAssertions;
using NUnit.Framework;

namespace Scheduling.Tests.Engine.Scale;

internal sealed class YearAsleepTests
{
    private const int Schedules = 10_000;

    // Longer sleeps are cut to this.
    private static readonly TimeSpan s_step = TimeSpan.FromMinutes(15);
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddDays(366);

    [Test]
    public async Task Ten_thousand_schedules_sleep_a_year_for_nothing_and_then_all_run_once_and_none_early()
    {
        var log = new RunLog();
        await using var host = log.Host(setup => setup.UsesTimers = true);
        await host.Store.FillAsync(Schedules, i => $"s{i:00000}", DueAt);
        host.Store.Calls.Clear();
        await host.StartAsync();
        host.Store.Calls.Should().Equal("open", "window");
        var (messages, turns) = (host.Bus.Published.Count, host.Timers!.Turns);

        for (var i = 0; i < 365 * 96; i++)
        {
            host.Time.Advance(s_step);
        }

        host.Store.Calls.Should().HaveCount(2, "a year asleep costs no store operation");
        host.Bus.Published.Should().HaveCount(messages, "nor a message");
        host.Timers.Turns.Should().Be(turns, "nor a turn: cutting a sleep is the sleeper's own affair");
        await TestContext.Out.WriteLineAsync($"{Schedules} schedules, 365 days in {365 * 96} steps: 0 store operations, 0 messages, 0 turns.");

        var due = 0;
        foreach (var time in Enumerable.Range(0, Schedules).Select(DueAt).Distinct().Order())
        {
            host.Time.SetUtcNow(time.AddTicks(-1));
            log.Count.Should().Be(due, "nothing starts before its time");
            host.Time.SetUtcNow(time);
            due += Enumerable.Range(0, Schedules).Count(i => DueAt(i) == time);
            await host.SettleAsync(() => log.Count >= due && host.Shell.View is { Running: 0, Due: 0 } && host.Store.Pending == 0);
        }

        log.Runs.Should().OnlyContain(run => run.At >= run.Occurrence, "none starts early");
        log.Runs.Select(run => run.ScheduleId).Should().OnlyHaveUniqueItems().And.HaveCount(Schedules);
        var operations = host.Store.Calls.Count - 2;
        await TestContext.Out.WriteLineAsync(
            $"{log.Count} runs, {log.Runs.Max(run => run.At - run.Occurrence)} late at the most, {operations} store operations: {(double)operations / Schedules:0.000} a run.");
    }

    // Forty instants with 250 schedules each, a few microseconds around the hour.
    private static DateTimeOffset DueAt(int i) => s_due.AddMicroseconds((i % 40) - 20);
}
