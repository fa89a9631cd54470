using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;
using StackExchange.Redis;

namespace Scheduling.Redis.Tests.Faults;

/// <summary>What a bus does while its server is away: it refuses at once, keeps nothing for later, and goes on trying.</summary>
public sealed class OutageTests
{
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(5);

    [TestCase(true)]
    [TestCase(false)]
    public async Task What_is_published_meanwhile_is_refused_at_once_and_does_not_come_later(bool isOwn)
    {
        await using var server = await RedisProcess.StartAsync();
        await using var yours = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await using BusHost host = isOwn ? new(server.ConnectionString) : new(builder => builder.UseRedisBus(yours));
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);
        await listener.UntilHeardAsync(host.Bus, -1);
        await server.KillAsync();
        await host.Logs.UntilAsync(4101);
        await Waiting.UntilAsync(async () => await PublishAsync(host.Bus, -2) is RedisConnectionException);

        var started = TimeProvider.System.GetTimestamp();
        for (var number = 1; number <= 500; number++)
        {
            (await PublishAsync(host.Bus, number)).Should().BeOfType<RedisConnectionException>();
        }

        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(s_atOnce);
        await server.StartAgainAsync();
        await listener.UntilReconnectedAsync(1);
        await listener.UntilHeardAsync(host.Bus, 1_000);
        listener.Received.Should().NotContain(message => message.Nonce > 0 && message.Nonce < 1_000);
    }

    [Test]
    public async Task A_server_that_is_not_there_yet_is_told_and_heard_once_it_is()
    {
        await using var server = RedisProcess.NotStarted();
        await using BusHost host = new($"{server.ConnectionString},connectTimeout=500");
        RecordingListener listener = new();

        await host.Bus.Awaiting(bus => bus.SubscribeAsync(listener, CancellationToken.None)).Should().ThrowAsync<RedisConnectionException>();
        (await PublishAsync(host.Bus, 1)).Should().BeOfType<RedisConnectionException>();
        await server.StartAgainAsync();

        IAsyncDisposable? subscription = null;
        await Waiting.UntilAsync(async () => (subscription = await TrySubscribeAsync(host.Bus, listener)) is not null);
        await listener.UntilHeardAsync(host.Bus, 2);
        await subscription!.DisposeAsync();
        listener.Received.Should().OnlyContain(message => message.Nonce == 2);
    }

    [Test]
    public async Task Publishing_waits_for_no_connection_that_is_only_being_made()
    {
        await using var server = RedisProcess.NotStarted();
        await using BusHost host = new(server.ConnectionString);

        var started = TimeProvider.System.GetTimestamp();
        (await PublishAsync(host.Bus, 1)).Should().BeAssignableTo<Exception>();

        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(TimeSpan.FromSeconds(3));
    }

    [Test]
    public async Task A_server_that_hangs_is_waited_for_once_and_not_by_each()
    {
        await using var server = await RedisProcess.StartAsync();
        await using var proxy = server.StartProxy();
        await using BusHost host = new($"127.0.0.1:{proxy.Port}");
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);
        await listener.UntilHeardAsync(host.Bus, 0);
        proxy.Hang();

        var first = PublishAsync(host.Bus, 1);
        await proxy.WhenHolding();
        await Waiting.UntilAsync(async () => await PublishOrGiveUpAsync(host.Bus) is TimeoutException { Message: var message } && message.StartsWith("Redis has not answered", StringComparison.Ordinal));
        proxy.Heal();

        await first;
        await listener.UntilHeardAsync(host.Bus, 2);
    }

    [Test]
    public async Task A_bus_can_be_disposed_while_its_server_hangs()
    {
        await using var server = await RedisProcess.StartAsync();
        await using var proxy = server.StartProxy();
        BusHost host = new($"127.0.0.1:{proxy.Port}");
        var subscription = await host.Bus.SubscribeAsync(new RecordingListener(), CancellationToken.None);
        proxy.Hang();
        var publishing = PublishAsync(host.Bus, 1);
        await proxy.WhenHolding();

        var started = TimeProvider.System.GetTimestamp();
        await subscription.DisposeAsync();
        await host.DisposeAsync();

        TimeProvider.System.GetElapsedTime(started).Should().BeLessThan(s_atOnce);
        (await publishing).Should().NotBeNull();
    }

    private static async Task<Exception?> PublishAsync(IEventBus bus, long number, CancellationToken cancellationToken = default)
    {
        try
        {
            await bus.PublishAsync([Waiting.Message(number)], cancellationToken);
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    private static async Task<Exception?> PublishOrGiveUpAsync(IEventBus bus)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        return await PublishAsync(bus, 1, patience.Token);
    }

    private static async Task<IAsyncDisposable?> TrySubscribeAsync(IEventBus bus, RecordingListener listener)
    {
        try
        {
            return await bus.SubscribeAsync(listener, CancellationToken.None);
        }
        catch (RedisConnectionException)
        {
            return null;
        }
    }
}
