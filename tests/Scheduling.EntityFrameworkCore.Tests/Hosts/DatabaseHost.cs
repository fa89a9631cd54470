using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Tests.Hosts;

/// <summary>A whole host on a real database and the system's clock. Hosts that share a bus are nodes of one cluster.</summary>
public sealed class DatabaseHost : IAsyncDisposable
{
    public const string Job = "job";

    private readonly IHost _host;

    public DatabaseHost(
        Action<ISchedulingBuilder> useStore, Handler handler, IEventBus? bus = null, Action<SchedulingOptions>? configure = null,
        Action<IServiceCollection>? services = null)
    {
        Handler = handler;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<ILoggerProvider>(Logs);
        services?.Invoke(builder.Services);
        var scheduling = builder.Services.AddEventDrivenScheduling(options =>
        {
            options.DrainTimeout = TimeSpan.FromSeconds(1);
            configure?.Invoke(options);
        });
        useStore(scheduling);
        if (bus is null)
        {
            scheduling.UseInMemoryBus();
        }
        else
        {
            scheduling.Services.AddSingleton(bus);
        }

        scheduling.AddJob(Job, handler.RunAsync, job => job.Retry(attempts: 1));
        _host = builder.Build();
    }

    public Handler Handler { get; }

    public LogList Logs { get; } = new();

    public IServiceProvider Services => _host.Services;

    public IScheduler Scheduler => _host.Services.GetRequiredService<IScheduler>();

    public IScheduleStore Store => _host.Services.GetRequiredService<IScheduleStore>();

    public SchedulerHealth Health => _host.Services.GetRequiredService<ISchedulerHealth>().Read();

    public static ScheduleDefinition Once(string id, TimeSpan dueIn) =>
        new(id, Job, Recurrence.Once(TimeProvider.System.GetUtcNow() + dueIn));

    public async Task<DatabaseHost> StartAsync()
    {
        await _host.StartAsync();
        return this;
    }

    public Task StopAsync() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
