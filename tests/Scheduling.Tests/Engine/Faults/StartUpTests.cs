using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Events;
using Scheduling.Schedules;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>Hosts that start while something is missing.</summary>
internal sealed class StartUpTests
{
    [Test]
    public async Task A_host_starts_without_its_store_and_its_node_follows()
    {
        await using var cluster = new Cluster();
        var isDown = true;
        cluster.Store.Before = _ => isDown ? throw new TimeoutException("Down.") : Task.CompletedTask;
        var host = cluster.Create("a");
        await host.StartHostAsync();
        host.Logs.Of(1401).Should().ContainSingle();
        host.Shell.View.HasReadWindow.Should().BeFalse();

        isDown = false;
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await cluster.SettleAsync(() => host.Shell.View.HasReadWindow);
        host.Logs.Of(1402).Should().ContainSingle();
        await cluster.SaveAsync(host, "a");
        await cluster.GoOnAsync(TimeSpan.FromMinutes(2));
        cluster.Probe.Count.Should().Be(2);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task A_host_whose_setup_is_found_wrong_when_the_store_is_back_says_so_and_stops(CancellationToken stuck)
    {
        await using var cluster = new Cluster();
        var first = await cluster.AddAsync("first");
        await cluster.SaveAsync(first, "a");
        await cluster.FinishAsync(first.StopAsync(stuck));
        cluster.Silence(first);
        cluster.Store.Before = _ => throw new TimeoutException("Down.");
        var host = cluster.Create("second", jobs: b => b.AddRecurring("a", "@daily", (_, _) => Task.CompletedTask));
        await host.StartHostAsync();
        var stopping = new TaskCompletionSource();
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        (stopping.Task.IsCompleted, host.Logs.Of(1405).Any()).Should().Be((false, false), "a store that is down is no fault of the setup");

        cluster.Store.Before = _ => Task.CompletedTask;
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await stopping.Task.WaitAsync(stuck);

        host.Logs.Entries.Where(entry => entry.Id.Id == 1405).Should().ContainSingle().Which.Level.Should().Be(LogLevel.Critical);
        host.Shell.View.HasReadWindow.Should().BeFalse("its node has not started");
        (await first.Scheduler.GetAsync("a", stuck))!.DeclaredInCode.Should().BeFalse();
    }

    [Test]
    public async Task A_store_that_refuses_its_setup_keeps_the_host_from_starting_with_its_reason()
    {
        await using var cluster = new Cluster();
        cluster.Store.Before = operation => operation == "open" ? throw new SchedulingConfigurationException("Wrong tables.") : Task.CompletedTask;
        var host = cluster.Create("a");

        await host.Awaiting(h => h.StartHostAsync()).Should().ThrowExactlyAsync<SchedulingConfigurationException>().WithMessage("Wrong tables.");

        (host.Logs.Of(1401).Any(), host.Logs.Of(1405).Any()).Should().Be((false, false), "whoever starts it is told");
        cluster.Store.Count("open").Should().Be(1);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task A_store_that_refuses_its_setup_once_it_is_there_stops_the_host(CancellationToken stuck)
    {
        await using var cluster = new Cluster();
        cluster.Store.Before = _ => throw new TimeoutException("Down.");
        var host = cluster.Create("a");
        await host.StartHostAsync();
        var stopping = new TaskCompletionSource();
        using var registration = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);

        cluster.Store.Before = _ => throw new SchedulingConfigurationException("Wrong tables.");
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        await stopping.Task.WaitAsync(stuck);

        host.Logs.Of(1405).Should().ContainSingle();
        await host.StopAsync(stuck);
        host.Shell.View.HasReadWindow.Should().BeFalse();
        cluster.Store.Count("open").Should().Be(2, "it is not tried again");
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task A_host_starts_without_its_bus_runs_all_the_same_and_reads_again_when_it_is_there(CancellationToken stuck)
    {
        await using var cluster = new Cluster();
        var isDown = true;
        cluster.Wire.Subscribing = () => { if (isDown) { throw new TimeoutException("Down."); } };
        var host = await cluster.AddAsync("a");
        host.Logs.Of(1403).Should().ContainSingle();
        await cluster.SaveAsync(host, "a", Recurrence.Every(TimeSpan.FromSeconds(1)));
        await cluster.GoOnAsync(TimeSpan.FromMilliseconds(1_100));
        cluster.Probe.Count.Should().Be(1);

        isDown = false;
        var reads = cluster.Store.Count("window");

        // The next try is set by the fake time when the last one has failed, on a thread of its own: time goes on until it has come about.
        while (cluster.Store.Count("window") == reads)
        {
            stuck.ThrowIfCancellationRequested();
            cluster.Time.Advance(TimeSpan.FromSeconds(30));
            await cluster.SettleAsync();
        }

        cluster.Store.Count("window").Should().Be(reads + 1);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task A_bus_whose_subscription_hangs_keeps_neither_the_host_from_starting_nor_schedules_from_running(CancellationToken stuck)
    {
        var bus = Substitute.For<IEventBus>();
        bus.SubscribeAsync(default!, default).ReturnsForAnyArgs(call => Task.Delay(Timeout.Infinite, call.Arg<CancellationToken>()).ContinueWith<IAsyncDisposable>(
            _ => throw new OperationCanceledException(), TaskScheduler.Default));
        var ran = new TaskCompletionSource();
        await using var host = new EngineHost(
            b => b.AddJob("note", (_, _) =>
            {
                ran.SetResult();
                return Task.CompletedTask;
            }),
            setup => setup.Bus = new MessageLog(bus));
        var starting = host.StartHostAsync();
        while (!starting.IsCompleted)
        {
            stuck.ThrowIfCancellationRequested();
            host.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await host.SettleAsync(() => host.Shell.View.HasReadWindow);
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "note", Recurrence.Every(TimeSpan.FromMinutes(1))), stuck);
        await host.GoOnAsync(TimeSpan.FromMinutes(1));

        ran.Task.IsCompleted.Should().BeTrue();
    }

    [Test]
    public async Task A_bus_that_echoes_nothing_delays_the_reading_by_one_wait()
    {
        await using var cluster = new Cluster();
        cluster.Bus.Loses = news => news.Kind == SchedulingEventKind.Hello;
        var host = cluster.Create("a");
        await host.StartHostAsync();
        await cluster.SettleAsync();
        await cluster.GoOnAsync(TimeSpan.FromMilliseconds(1_999));
        cluster.Store.Count("window").Should().Be(0, "an echo may come yet");

        await cluster.GoOnAsync(TimeSpan.FromMilliseconds(1));
        cluster.Store.Count("window").Should().Be(1);
        await cluster.SaveAsync(host, "a");
        await cluster.GoOnAsync(TimeSpan.FromMinutes(3));
        cluster.Probe.Count.Should().Be(3);
        cluster.Store.Count("window").Should().Be(1, "it is not read again while nothing is heard");
    }

    [Test]
    public async Task After_a_reconnection_the_window_is_read_again_and_what_was_not_heard_runs()
    {
        await using var cluster = new Cluster();
        var writer = await cluster.AddAsync("writer");
        var reader = await cluster.AddAsync("reader");
        cluster.Bus.Loses = news => news.Kind != SchedulingEventKind.Hello;
        await cluster.SaveAsync(writer, "a", Recurrence.Once(EngineHost.Start.AddMinutes(1)));
        cluster.Silence(writer);
        reader.Shell.View.Sleeping.Should().Be(0, "it has heard nothing");

        var reads = cluster.Store.Count("window");
        cluster.Wire.Reconnect();
        await cluster.SettleAsync();
        cluster.Store.Count("window").Should().Be(reads + 1);
        await cluster.GoOnAsync(TimeSpan.FromMinutes(2));

        cluster.Probe.Starts.Should().ContainSingle().Which.Node.Should().Be("reader");
    }
}
