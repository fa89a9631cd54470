using FluentAssertions;
using NUnit.Framework;
using Scheduling.InMemory;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Scale;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CostTests
{
    private readonly RunLog _log = new();

    [Test]
    public async Task A_run_alone_costs_a_claim_and_a_finish_each_time()
    {
        await using var host = await _log.Host().StartAsync();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("sleeper", RunLog.Job, Recurrence.Once(EngineHost.Start.AddYears(1))));
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", RunLog.Job, Recurrence.Every(TimeSpan.FromHours(1))));

        for (var occurrence = 1; occurrence <= 3; occurrence++)
        {
            host.Store.Calls.Clear();
            await host.GoOnAsync(TimeSpan.FromHours(1));
            _log.Count.Should().Be(occurrence);
            host.Store.Calls.Should().Equal("claim", "finish");
        }
    }

    [Test]
    public async Task A_save_of_a_new_schedule_costs_one_store_operation_and_so_does_one_of_a_thousand()
    {
        await using var host = await _log.Host().StartAsync();
        host.Store.Calls.Clear();

        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", RunLog.Job, Recurrence.Cron("0 0 1 1 *")));
        await host.Scheduler.SaveAsync(Enumerable.Range(0, 1_000).Select(i => new ScheduleDefinition($"s{i}", RunLog.Job, Recurrence.Cron("0 0 1 1 *"))));
        await host.SettleAsync();

        host.Store.Calls.Should().Equal("save", "save");
    }

    [TestCase(1)]
    [TestCase(900)]
    [TestCase(5_000)]
    public async Task Asleep_nothing_is_asked_and_nothing_is_said(int schedules)
    {
        await using var host = _log.Host();
        await host.Store.FillAsync(schedules, i => $"s{i}", i => EngineHost.Start.AddDays(40).AddSeconds(i));
        await host.StartAsync();
        host.Store.Calls.Clear();
        host.Bus.Published.Clear();

        await host.GoOnAsync(TimeSpan.FromDays(39));

        host.Store.Calls.Should().BeEmpty();
        host.Bus.Published.Should().BeEmpty();
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(100_000)]
    public async Task A_start_costs_two_store_operations_whatever_the_number_of_schedules(int schedules)
    {
        var setup = new EngineSetup();
        var store = new CallLog(new InMemoryScheduleStore(setup.Time));
        await store.FillAsync(schedules, i => $"s{i}", i => EngineHost.Start.AddDays(1).AddSeconds(i));
        store.Calls.Clear();

        await using var host = _log.Host(arranged => (arranged.Time, arranged.Store) = (setup.Time, store));
        await host.StartAsync();
        await host.GoOnAsync(TimeSpan.FromHours(1));

        store.Calls.Should().Equal("open", "window");
        host.Shell.View.WindowSize.Should().Be(Math.Min(schedules, 1_000));
    }

    [TestCase(64, 0.1)]
    [TestCase(32, 0.1)]
    public async Task A_thousand_due_at_one_instant_share_their_store_operations(int slots, double atMost)
    {
        const int due = 1_000;
        await using var host = await _log.Host(setup => setup.Options = options => options.MaxConcurrentRuns = slots).StartAsync();
        await host.Scheduler.SaveAsync(Enumerable.Range(0, due).Select(i =>
            new ScheduleDefinition($"s{i}", RunLog.Job, Recurrence.Every(TimeSpan.FromHours(1)))));
        for (var round = 1; round <= 3; round++)
        {
            host.Store.Calls.Clear();
            await host.GoOnAsync(TimeSpan.FromHours(1));
            _log.Count.Should().Be(due * round);
            var perRun = (double)host.Store.Calls.Count / due;
            await TestContext.Out.WriteLineAsync(
                $"{due} due at one instant, {slots} slots: {host.Store.Count("claim")} claims, {host.Store.Count("finish")} finishes, {perRun:0.000} store operations a run.");
            perRun.Should().BeLessThan(atMost);
        }
    }
}
