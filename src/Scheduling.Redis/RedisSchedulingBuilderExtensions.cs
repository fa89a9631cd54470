using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Scheduling.Events;
using Scheduling.Redis;
using Scheduling.Redis.Connections;
using Scheduling.Redis.Diagnostics;
using Scheduling.Redis.Hosting;
using StackExchange.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Chooses the bus on Redis, by which any number of nodes on one store hear of each other's changes at once.</summary>
/// <remarks>
/// Messages are hints: one that is lost costs lateness, never safety, so Redis needs neither persistence nor replicas. The host starts without Redis, and the bus reconnects after outages of any length.
/// </remarks>
public static class RedisSchedulingBuilderExtensions
{
    /// <summary>Carries messages through a Redis server, on a connection of the bus's own. It is made when the host starts, and closed with the host.</summary>
    /// <remarks>
    /// TLS, user and password are as the connection string says. A server that is away is tried again for as long as it takes, whatever the string says of <c>abortConnect</c>; what can't be sent
    /// meanwhile is given up at once. While nothing changes, the client sends a PING on each of its two connections that was silent for 15 seconds, unless the string says another
    /// <c>keepAlive</c>, and an INFO once a minute, and nothing else is sent. A connection that has died in silence is given up when nothing was heard for 20 seconds (four times <c>syncTimeout</c>).
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="connectionString">The connection string, as StackExchange.Redis reads it: <c>localhost:6379</c>, <c>host:6380,ssl=true,user=...,password=...</c>.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">The connection string or an option can't be used.</exception>
    public static ISchedulingBuilder UseRedisBus(this ISchedulingBuilder builder, string connectionString, Action<RedisBusOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var connection = ConnectionDefaults.Read(connectionString);
        return Register(builder, _ => RedisLink.To(connection), configure);
    }

    /// <summary>Carries messages through a connection that your application has. It stays yours: the bus does not close it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="redis">The connection.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">An option can't be used.</exception>
    public static ISchedulingBuilder UseRedisBus(this ISchedulingBuilder builder, IConnectionMultiplexer redis, Action<RedisBusOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(redis);
        return Register(builder, _ => RedisLink.Of(() => redis), configure);
    }

    /// <summary>Carries messages through a connection from the container. It is not the bus that closes it.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="redis">Finds the connection: <c>services => services.GetRequiredService&lt;IConnectionMultiplexer&gt;()</c>. It is asked once, when the bus is first used.</param>
    /// <param name="configure">Sets the options.</param>
    /// <exception cref="ArgumentException">An option can't be used.</exception>
    public static ISchedulingBuilder UseRedisBus(
        this ISchedulingBuilder builder, Func<IServiceProvider, IConnectionMultiplexer> redis, Action<RedisBusOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(redis);
        return Register(builder, services => RedisLink.Of(() => redis(services)), configure);
    }

    private static ISchedulingBuilder Register(ISchedulingBuilder builder, Func<IServiceProvider, RedisLink> link, Action<RedisBusOptions>? configure)
    {
        RedisBusOptions options = new();
        configure?.Invoke(options);
        Check(options);
        builder.Services.AddSingleton<IEventBus>(services => new RedisEventBus(
            link(services),
            options,
            services.GetRequiredService<TimeProvider>(),
            new BusMetrics(services.GetService<IMeterFactory>()),
            services.GetService<ILogger<RedisEventBus>>() ?? NullLogger<RedisEventBus>.Instance));
        return builder;
    }

    private static void Check(RedisBusOptions options)
    {
        if (options.Prefix is not { Length: > 0 and <= 200 } || options.Prefix.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            throw new ArgumentException(
                $"'{options.Prefix}' can't be a prefix. {nameof(RedisBusOptions)}.{nameof(RedisBusOptions.Prefix)} takes 1 to 200 characters without white space or control characters.");
        }

        if (options.MaxMessageBytes < 64 * 1024)
        {
            throw new ArgumentException(
                $"{options.MaxMessageBytes} bytes are less than nodes send. Set {nameof(RedisBusOptions)}.{nameof(RedisBusOptions.MaxMessageBytes)} to 65536 at the least.");
        }
    }
}
