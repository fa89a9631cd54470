using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Scale;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WindowScaleTests
{
    private readonly RunLog _log = new();

    [Test]
    public async Task Twenty_thousand_due_at_one_instant_all_run_once_through_a_small_window_and_few_slots()
    {
        const int due = 20_000;
        await using var host = _log.Host(setup =>
            setup.Options = options => (options.WindowSize, options.MaxConcurrentRuns) = (64, 16));
        await host.Store.FillAsync(due, i => $"s{i}", _ => EngineHost.Start.AddHours(1));
        await host.StartAsync();
        host.Store.Calls.Clear();

        await host.GoOnAsync(TimeSpan.FromHours(2));

        _log.Runs.Select(run => run.ScheduleId).Should().OnlyHaveUniqueItems().And.HaveCount(due);
        _log.Runs.Should().OnlyContain(run => run.At == EngineHost.Start.AddHours(1));
        _log.LargestWindow.Should().BeLessThanOrEqualTo(64);
        await TestContext.Out.WriteLineAsync(
            $"{due} due at one instant, window 64, 16 slots: {(double)host.Store.Calls.Count / due:0.000} store operations a run ("
            + $"{host.Store.Count("claim")} claims, {host.Store.Count("finish")} finishes, {host.Store.Count("window")} window reads).");
    }

    [Test]
    public async Task What_did_not_fit_the_window_since_it_was_read_runs_at_its_time()
    {
        await using var host = await _log.Host(setup => setup.Options = options => options.WindowSize = 16).StartAsync();
        await host.Scheduler.SaveAsync(Enumerable.Range(0, 50).Select(i =>
            new ScheduleDefinition($"s{i:00}", RunLog.Job, Recurrence.Once(EngineHost.Start.AddMilliseconds(10 * (i + 1))))));

        await host.GoOnAsync(TimeSpan.FromSeconds(10));

        _log.Runs.Should().HaveCount(50).And.OnlyContain(run => run.At == run.Occurrence);
    }
}
