using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.InMemory;
using Scheduling.Running;
using Scheduling.Schedules;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Tests.Engine;

/// <summary>A whole host with one node on fake time. The store and the bus can be shared with another host.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly IHost _host;

    public EngineHost(Action<ISchedulingBuilder> configure, Action<EngineSetup>? arrange = null)
    {
        var setup = new EngineSetup();
        arrange?.Invoke(setup);
        Time = setup.Time;
        Store = setup.Store ?? new CallLog(new InMemoryScheduleStore(setup.StoreTime ?? Time));
        Bus = setup.Bus ?? new MessageLog(new InMemoryEventBus());
        Sleeper = new SteppedExecutor(Time);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<TimeProvider>(Time);
        Timers = setup.UsesTimers ? new WatchedExecutor(Time) : null;
        builder.Services.AddSingleton<ISleepingExecutor>(Timers is null ? Sleeper : Timers);
        builder.Services.AddSingleton<ILoggerProvider>(Logs);
        builder.Services.AddSingleton<IScheduleStore>(Store);
        builder.Services.AddSingleton<IEventBus>(Bus);
        configure(builder.Services.AddEventDrivenScheduling(setup.Options));
        _host = builder.Build();
    }

    public FakeTimeProvider Time { get; }

    public CallLog Store { get; }

    public MessageLog Bus { get; }

    public SteppedExecutor Sleeper { get; }

    /// <summary>What the node sleeps with in place of the stepped executor, if it sleeps with timers.</summary>
    public WatchedExecutor? Timers { get; }

    public LogList Logs { get; } = new();

    public IScheduler Scheduler => _host.Services.GetRequiredService<IScheduler>();

    public NodeShell Shell => _host.Services.GetRequiredService<NodeShell>();

    public AttemptRunner Runner => _host.Services.GetRequiredService<AttemptRunner>();

    public IServiceProvider Services => _host.Services;

    public async Task<EngineHost> StartAsync()
    {
        await _host.StartAsync();
        await SettleAsync(() => Shell.View.HasReadWindow);
        return this;
    }

    /// <summary>Starts the host without waiting until its node has read the store.</summary>
    public Task StartHostAsync() => _host.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>Takes turns until the condition holds.</summary>
    public async Task SettleAsync(Func<bool> until)
    {
        Sleeper.TakeTurns();
        while (!until())
        {
            await (Timers?.WaitForTurnAsync() ?? Sleeper.TakeTurnsWhenWokenAsync());
        }

        await (Timers?.AsleepAsync() ?? Task.CompletedTask);
    }

    /// <summary>Lets all that has started end, as far as it does without time going on.</summary>
    public Task SettleAsync() => SettleAsync(() => Shell.View is { Running: 0, Due: 0 } && Store.Pending == 0);

    /// <summary>Goes from wake-up to wake-up until the time given, letting everything that starts end before time goes on.</summary>
    public async Task GoToAsync(DateTimeOffset target)
    {
        await SettleAsync();
        while (Sleeper.WakeAt is { } at && at <= target)
        {
            Time.SetUtcNow(at > Time.GetUtcNow() ? at : Time.GetUtcNow());
            await SettleAsync();
        }

        Time.SetUtcNow(target);
        await SettleAsync();
    }

    public Task GoOnAsync(TimeSpan span) => GoToAsync(Time.GetUtcNow() + span);

    public async ValueTask DisposeAsync()
    {
        using var impatient = new CancellationTokenSource();
        var stopping = _host.StopAsync(impatient.Token);
        while (!stopping.IsCompleted)
        {
            Sleeper.TakeTurns();
            if (Shell.View.Running > 0)
            {
                await impatient.CancelAsync();
            }

            await Task.WhenAny(stopping, Task.Delay(TimeSpan.FromMilliseconds(5)));
        }

        await stopping;
        _host.Dispose();
    }
}
