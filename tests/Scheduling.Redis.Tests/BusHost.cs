using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scheduling.Events;
using Scheduling.Redis.Hosting;

namespace Scheduling.Redis.Tests;

/// <summary>A container with a bus, as a host has it, and what it logs.</summary>
internal sealed class BusHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public BusHost(string connectionString, Action<RedisBusOptions>? configure = null)
        : this(builder => builder.UseRedisBus(connectionString, configure))
    {
    }

    public BusHost(Action<ISchedulingBuilder> configure)
    {
        ServiceCollection services = new();
        services.AddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddLogging(logging => logging.AddProvider(Logs));
        configure(new Builder(services));
        _services = services.BuildServiceProvider();
        Bus = _services.GetRequiredService<IEventBus>();
    }

    public IEventBus Bus { get; }

    public LogLines Logs { get; } = new();

    public IServiceProvider Services => _services;

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Builder(IServiceCollection services) : ISchedulingBuilder
    {
        public IServiceCollection Services => services;
    }
}
