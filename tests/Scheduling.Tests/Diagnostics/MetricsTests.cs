using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Diagnostics;

internal sealed class MetricsTests
{
    private static readonly DateTimeOffset s_start = EngineHost.Start;

    [Test]
    public async Task Every_instrument_has_a_name_and_a_unit()
    {
        await using var host = await StartAsync(new ReminderJobs());
        using var meters = new MeterLog(host.Services);

        meters.Instruments.Should().BeEquivalentTo(new[]
        {
            ("scheduling.store.operations", "{operation}"), ("scheduling.runs", "{occurrence}"), ("scheduling.stopped", "{schedule}"),
            ("scheduling.claims.lost", "{claim}"), ("scheduling.results.refused", "{result}"), ("scheduling.bus.lost", "{event}"),
            ("scheduling.faults", "{fault}"), ("scheduling.run.lateness", "s"), ("scheduling.run.duration", "s"),
            ("scheduling.sleeping", "{wakeup}"), ("scheduling.due", "{occurrence}"), ("scheduling.running", "{run}"),
            ("scheduling.store.up", "1"),
        });
    }

    [Test]
    public async Task Store_operations_are_counted_by_name()
    {
        await using var host = new EngineHost(new ReminderJobs().Register);
        using var meters = new MeterLog(host.Services);
        await host.StartAsync();
        await host.Scheduler.SaveAsync(Definition("a"));
        await host.GoOnAsync(TimeSpan.FromHours(2));
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("a"));
        await host.Scheduler.ResumeAsync("a");
        await host.Scheduler.GetAsync("a");
        await host.ListAsync();
        await host.TurnUntilAsync(host.Scheduler.DeleteAsync("a"));

        host.Store.Calls.Distinct().Should().BeEquivalentTo("open", "window", "save", "claim", "finish", "stop", "resume", "get", "list");
        foreach (var calls in host.Store.Calls.GroupBy(call => call))
        {
            meters.Sum("scheduling.store.operations", ("operation", calls.Key), ("db.system", "in_memory")).Should().Be(calls.Count(), calls.Key);
        }

        meters.Sum("scheduling.store.operations").Should().Be(host.Store.Calls.Count);
    }

    [Test]
    public async Task A_day_asleep_counts_nothing()
    {
        await using var host = await StartAsync(new ReminderJobs());
        await host.Scheduler.SaveAsync(Definition("a") with { Recurrence = Recurrence.Once(s_start.AddDays(2)) });
        await host.SettleAsync();
        using var meters = new MeterLog(host.Services);

        await host.GoOnAsync(TimeSpan.FromDays(1));

        meters.Sum("scheduling.store.operations").Should().Be(0);
        meters.Read("scheduling.sleeping").Should().Be(1);
        meters.Read("scheduling.running").Should().Be(0);
    }

    [Test]
    public async Task Lateness_and_duration_are_in_seconds()
    {
        var jobs = new ReminderJobs();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Does = (_, _) => release.Task;
        await using var host = await StartAsync(jobs);
        using var meters = new MeterLog(host.Services);
        await host.Scheduler.SaveAsync(Definition("a"));
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("a"));
        await host.GoToAsync(s_start.AddMinutes(65.5));
        await host.Scheduler.ResumeAsync("a");
        await jobs.BeginAsync(host, 1);
        meters.Read("scheduling.running").Should().Be(1);
        host.Time.Advance(TimeSpan.FromSeconds(90));
        release.SetResult();
        await host.SettleAsync();

        meters.Of("scheduling.run.lateness", ("job", "plain")).Should().Equal(330);
        meters.Of("scheduling.run.duration", ("job", "plain"), ("end", "succeeded")).Should().Equal(90);
        meters.Read("scheduling.running").Should().Be(0);
        await host.GoToAsync(s_start.AddHours(2));
        meters.Of("scheduling.run.lateness").Should().Equal(330, 0);
    }

    [Test]
    public async Task What_waits_for_a_free_slot_is_shown_as_due()
    {
        var jobs = new ReminderJobs();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Does = (_, _) => release.Task;
        await using var host = await new EngineHost(jobs.Register, setup => setup.Options = options =>
        {
            options.Lease = TimeSpan.FromHours(1);
            options.MaxConcurrentRuns = 2;
        }).StartAsync();
        using var meters = new MeterLog(host.Services);
        await host.Scheduler.SaveAsync(Enumerable.Range(0, 5).Select(n => Definition($"s{n}")));
        await jobs.BeginAsync(host, s_start.AddHours(1), 2);

        meters.Read("scheduling.running").Should().Be(2);
        meters.Read("scheduling.due").Should().Be(3);
        release.SetResult();
        await host.SettleAsync();
        meters.Read("scheduling.due").Should().Be(0);
        meters.Sum("scheduling.runs", ("outcome", "succeeded")).Should().Be(5);
    }

    [Test]
    public async Task Schedules_that_are_stopped_are_counted_by_action()
    {
        await using var host = await StartAsync(new ReminderJobs());
        using var meters = new MeterLog(host.Services);
        await host.Scheduler.SaveAsync(Enumerable.Range(0, 5).Select(n => Definition($"s{n}")));

        await host.TurnUntilAsync(host.Scheduler.PauseAsync("s0"));
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("s0"));
        await host.TurnUntilAsync(host.Scheduler.SendAsync("schedule/cancel", new { scheduleId = "s1" }));
        await host.TurnUntilAsync(host.Scheduler.DeleteAsync(ScheduleFilter.All));

        meters.Sum("scheduling.stopped", ("action", "pause")).Should().Be(1);
        meters.Sum("scheduling.stopped", ("action", "delete")).Should().Be(5);
    }

    [Test]
    public async Task A_claim_that_is_refused_is_counted_as_lost()
    {
        var jobs = new ReminderJobs();
        await using var host = await StartAsync(jobs);
        using var meters = new MeterLog(host.Services);
        await host.Scheduler.SaveAsync(Definition("a"));
        await host.Store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.Always) { Ids = ["a"] }, default);

        await host.GoOnAsync(TimeSpan.FromHours(2));

        meters.Sum("scheduling.claims.lost").Should().Be(1);
        jobs.Runs.Should().BeEmpty();
    }

    [Test]
    public async Task A_result_that_is_refused_is_counted_and_told()
    {
        var jobs = new ReminderJobs();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        jobs.Does = (_, _) => release.Task;
        await using var host = await StartAsync(jobs);
        using var meters = new MeterLog(host.Services);
        await host.Scheduler.SaveAsync(Definition("a"));
        await jobs.BeginAsync(host, s_start.AddHours(1), 1);
        await host.Store.FinishAsync([new Completion(jobs.Runs.Single().RunId, 1, RunState.Failed)], new(0, TimeSpan.Zero), default);

        release.SetResult();
        await host.SettleAsync();

        meters.Sum("scheduling.results.refused").Should().Be(1);
        meters.Sum("scheduling.runs").Should().Be(0, "whoever recorded the result counts it");
        host.Logs.Of(1203).Should().ContainSingle().Which.Should().Contain(jobs.Runs.Single().RunId.ToString());
    }

    [Test]
    public async Task Messages_that_the_bus_refuses_are_counted_and_told_once()
    {
        var jobs = new ReminderJobs();
        await using var host = await StartAsync(jobs);
        using var meters = new MeterLog(host.Services);
        host.Bus.Before = _ => throw new IOException("no bus");

        await host.Scheduler.SaveAsync(Definition("a"));
        meters.Sum("scheduling.bus.lost").Should().Be(2, "an intent and what became of it");
        await host.GoOnAsync(TimeSpan.FromHours(1));
        host.Bus.Before = _ => Task.CompletedTask;
        await host.GoOnAsync(TimeSpan.FromHours(1));

        jobs.Runs.Should().HaveCount(2);
        host.Logs.Of(1101).Should().ContainSingle();
        host.Logs.Of(1102).Should().ContainSingle();
    }

    private static ScheduleDefinition Definition(string id) => new(id, "plain", Recurrence.Cron("@hourly"));

    // A long lease: time jumps while handlers hang.
    private static Task<EngineHost> StartAsync(ReminderJobs jobs) =>
        new EngineHost(jobs.Register, setup => setup.Options = options => options.Lease = TimeSpan.FromHours(1)).StartAsync();
}
