using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Engine.Faults;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Diagnostics;

internal sealed class HealthTests
{
    private static readonly ScheduleDefinition s_hourly = new("a", "plain", Recurrence.Cron("@hourly"));

    [Test]
    public async Task A_node_that_waits_for_its_store_has_not_started_and_says_since_when_and_why()
    {
        await using var cluster = new Cluster();
        cluster.Store.Before = _ => throw new TimeoutException("Down.");
        var host = cluster.Create("a");
        await host.StartHostAsync();
        Health(host).Should().BeEquivalentTo(Well(false) with { StoreAnswers = false, StoreFailure = "Down." });

        cluster.Store.Before = _ => Task.CompletedTask;
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await cluster.SettleAsync(() => host.Shell.View.HasReadWindow);

        Health(host).Should().BeEquivalentTo(Well(true) with { StoreSince = EngineHost.Start.AddSeconds(1), StoreFailure = "Down." });
        (host.Logs.Of(1401).Count(), host.Logs.Of(1402).Count()).Should().Be((1, 1));
    }

    [Test]
    public async Task A_store_that_fails_while_the_node_runs_is_seen_and_so_is_its_return()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        using var meters = new MeterLog(host.Services);
        await host.Scheduler.SaveAsync(s_hourly);
        Health(host).Should().BeEquivalentTo(Well(true));
        meters.Read("scheduling.store.up").Should().Be(1);

        host.Store.Before = _ => throw new IOException("no store");
        await host.GoOnAsync(TimeSpan.FromMinutes(65));
        Health(host).Should().BeEquivalentTo(Well(true) with { StoreAnswers = false, StoreSince = EngineHost.Start.AddHours(1), StoreFailure = "no store" });
        meters.Read("scheduling.store.up").Should().Be(0);

        host.Store.Before = _ => Task.CompletedTask;
        await host.GoOnAsync(TimeSpan.FromMinutes(1));
        var health = Health(host);
        (health.StoreAnswers, health.StoreSince > EngineHost.Start.AddMinutes(65)).Should().Be((true, true));
        meters.Read("scheduling.store.up").Should().Be(1);
        (host.Logs.Of(1201).Count(), host.Logs.Of(1202).Count()).Should().Be((1, 1), "each change is logged once");
    }

    [Test]
    public async Task A_store_that_fails_calls_of_the_application_is_seen_while_the_node_sleeps()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        host.Store.Before = _ => throw new IOException("no store");

        await host.Awaiting(h => h.Scheduler.SaveAsync(s_hourly)).Should().ThrowAsync<IOException>();

        Health(host).Should().BeEquivalentTo(Well(true) with { StoreAnswers = false, StoreFailure = "no store" });
        host.Logs.Of(1201).Should().BeEmpty("the caller was told");
    }

    [Test]
    public async Task A_call_that_its_caller_gives_up_says_nothing_of_the_store()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        using var impatient = new CancellationTokenSource();
        host.Store.Before = _ =>
        {
            impatient.Cancel();
            throw new OperationCanceledException(impatient.Token);
        };

        await host.Awaiting(h => h.Scheduler.GetAsync("a", impatient.Token)).Should().ThrowAsync<OperationCanceledException>();

        Health(host).Should().BeEquivalentTo(Well(true));
    }

    [Test]
    public async Task A_bus_that_takes_nothing_is_seen_and_so_is_its_return()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        host.Bus.Before = _ => throw new IOException("no bus");
        await host.Scheduler.SaveAsync(s_hourly);
        await host.Scheduler.SaveAsync(s_hourly with { Name = "n" });
        Health(host).Should().BeEquivalentTo(Well(true) with { BusAccepts = false, BusFailure = "no bus" });

        host.Bus.Before = _ => Task.CompletedTask;
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await host.Scheduler.SaveAsync(s_hourly);

        Health(host).Should().BeEquivalentTo(Well(true) with { BusSince = EngineHost.Start.AddMinutes(1), BusFailure = "no bus" });
        (host.Logs.Of(1101).Count(), host.Logs.Of(1102).Count()).Should().Be((1, 1));
    }

    [Test]
    public async Task Runs_that_run_and_occurrences_that_wait_for_a_slot_are_counted()
    {
        var jobs = new ReminderJobs();
        jobs.Hang();
        await using var host = await new EngineHost(jobs.Register, setup => setup.Options = options => options.MaxConcurrentRuns = 1).StartAsync();
        await host.Scheduler.SaveAsync([s_hourly, s_hourly with { Id = "b" }]);
        await jobs.BeginAsync(host, EngineHost.Start.AddHours(1), 1);

        Health(host).Should().BeEquivalentTo(Well(true) with { Running = 1, Due = 1 });
    }

    private static SchedulerHealth Health(EngineHost host) => host.Services.GetRequiredService<ISchedulerHealth>().Read();

    private static SchedulerHealth Well(bool hasStarted) => new()
    {
        HasStarted = hasStarted,
        StoreAnswers = true,
        StoreSince = EngineHost.Start,
        BusAccepts = true,
        BusSince = EngineHost.Start,
        Running = 0,
        Due = 0,
    };
}
