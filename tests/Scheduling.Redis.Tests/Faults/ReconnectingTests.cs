using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Redis.Connections;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;
using StackExchange.Redis;

namespace Scheduling.Redis.Tests.Faults;

/// <summary>Every gap is told, and told when messages arrive again.</summary>
public sealed class ReconnectingTests
{
    private RedisProcess _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await RedisProcess.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [TestCase("")]
    [TestCase(",protocol=resp2")]
    [TestCase(",protocol=resp3")]
    public async Task A_gap_that_only_the_subscription_had_is_told(string protocol)
    {
        await using BusHost host = new(_server.ConnectionString + protocol);
        await using var admin = await RedisAdmin.ConnectAsync(_server.ConnectionString);
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        for (var round = 1; round <= 5; round++)
        {
            (await admin.KillAsync("pubsub")).Should().BePositive();

            await listener.UntilReconnectedAsync(round);
            (await admin.ListenersAsync("scheduling")).Should().Be(1);
            await listener.UntilHeardAsync(host.Bus, round);
        }
    }

    [Test]
    public async Task A_gap_is_told_once_where_one_connection_was_lost_once()
    {
        await using BusHost host = new(_server.ConnectionString);
        await using var admin = await RedisAdmin.ConnectAsync(_server.ConnectionString);
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        await admin.KillAsync("pubsub");
        await listener.UntilReconnectedAsync(1);
        await host.Logs.UntilAsync(4101);

        // A loss that is told late is made out after a second at the most.
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System);
        listener.Reconnections.Should().Be(1);
    }

    [Test]
    public async Task Losing_the_connection_that_publishes_costs_no_more_than_what_was_published_then()
    {
        await using BusHost host = new(_server.ConnectionString);
        await using var admin = await RedisAdmin.ConnectAsync(_server.ConnectionString);
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        (await admin.KillAsync("normal")).Should().BePositive();

        await listener.UntilHeardAsync(host.Bus, 1);
    }

    [Test]
    public async Task A_server_that_is_killed_and_started_again_is_a_gap()
    {
        await using BusHost host = new(_server.ConnectionString);
        await using BusHost other = new(_server.ConnectionString);
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);
        await listener.UntilHeardAsync(other.Bus, 0);

        for (var round = 1; round <= 2; round++)
        {
            var told = listener.Reconnections;
            await _server.KillAsync();
            await Waiting.UntilAsync(() => Task.FromResult(host.Logs.Count(4101) >= round));
            await _server.StartAgainAsync();

            await listener.UntilReconnectedAsync(told + 1);
            await listener.UntilHeardAsync(other.Bus, round);
        }
    }

    [Test]
    public async Task Connections_that_are_reset_on_the_way_are_a_gap()
    {
        await using var proxy = _server.StartProxy();
        await using BusHost host = new($"127.0.0.1:{proxy.Port}");
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        proxy.Cut();
        await host.Logs.UntilAsync(4101);
        listener.Reconnections.Should().Be(0);
        proxy.Heal();

        await listener.UntilReconnectedAsync(1);
        await listener.UntilHeardAsync(host.Bus, 1);
    }

    [Test]
    public async Task A_connection_that_has_died_in_silence_is_found_out_by_the_keep_alive()
    {
        await using var proxy = _server.StartProxy();
        var options = ConnectionDefaults.Read($"127.0.0.1:{proxy.Port},keepAlive=1,syncTimeout=500,asyncTimeout=500");
        await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
        await using BusHost host = new(builder => builder.UseRedisBus(redis));
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        proxy.Hang();

        // The other connection may be given up first, and this one would go on as if nothing had been.
        await Waiting.UntilAsync(() => Task.FromResult(redis.GetSubscriber().SubscribedEndpoint(RedisChannel.Literal("scheduling:events")) is null));
        listener.Reconnections.Should().Be(0);
        proxy.Heal();

        await listener.UntilReconnectedAsync(1);
        await listener.UntilHeardAsync(host.Bus, 1);
    }

    [Test]
    public async Task A_slow_network_is_no_gap()
    {
        await using var proxy = _server.StartProxy();
        await using BusHost host = new($"127.0.0.1:{proxy.Port}");
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        proxy.Delay(TimeSpan.FromMilliseconds(200));
        await host.Bus.PublishAsync([.. Enumerable.Range(0, 1_000).Select(number => Waiting.Message(number))], CancellationToken.None);
        await listener.WaitForAsync(received => received.Count >= 1_000, Waiting.Patience);

        listener.Received.Should().Equal(Enumerable.Range(0, 1_000).Select(number => Waiting.Message(number)));
        listener.Reconnections.Should().Be(0);
    }
}
