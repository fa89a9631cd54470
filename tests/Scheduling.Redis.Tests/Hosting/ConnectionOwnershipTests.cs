using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;
using StackExchange.Redis;

namespace Scheduling.Redis.Tests.Hosting;

public sealed class ConnectionOwnershipTests
{
    private readonly string _prefix = RedisServer.NewPrefix();

    [Test]
    public async Task A_connection_of_yours_stays_open_and_the_bus_leaves_it_alone()
    {
        var server = await RedisServer.FindAsync();
        await using var yours = await ConnectionMultiplexer.ConnectAsync(server);
        await using var admin = await RedisAdmin.ConnectAsync(server);
        await using (BusHost host = new(builder => builder.UseRedisBus(yours, options => options.Prefix = _prefix)))
        {
            await ListenAsync(host);
            (await admin.ListenersAsync(_prefix)).Should().Be(1);
        }

        yours.IsConnected.Should().BeTrue();
        (await yours.GetDatabase().PingAsync()).Should().BePositive();
        await Waiting.UntilAsync(async () => await admin.ListenersAsync(_prefix) == 0);
    }

    [Test]
    public async Task A_connection_from_the_container_is_asked_for_once_and_not_at_registration()
    {
        await using var yours = await ConnectionMultiplexer.ConnectAsync(await RedisServer.FindAsync());
        var asked = 0;
        await using (BusHost host = new(builder => builder.UseRedisBus(
            _ =>
            {
                asked++;
                return yours;
            },
            options => options.Prefix = _prefix)))
        {
            asked.Should().Be(0);
            await ListenAsync(host);
            asked.Should().Be(1);
        }

        yours.IsConnected.Should().BeTrue();
    }

    [Test]
    public async Task Two_hosts_may_share_a_connection_of_yours()
    {
        await using var yours = await ConnectionMultiplexer.ConnectAsync(await RedisServer.FindAsync());
        await using BusHost first = new(builder => builder.UseRedisBus(yours, options => options.Prefix = _prefix));
        RecordingListener listener = new();
        await using var subscription = await first.Bus.SubscribeAsync(listener, CancellationToken.None);
        await using (BusHost second = new(builder => builder.UseRedisBus(yours, options => options.Prefix = _prefix)))
        {
            await ListenAsync(second);
        }

        await listener.UntilHeardAsync(first.Bus, 2);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_connection_of_the_bus_ends_with_it(bool isAsync)
    {
        var server = await RedisServer.FindAsync();
        await using var admin = await RedisAdmin.ConnectAsync(server);
        BusHost host = new(server + ",name=" + _prefix, options => options.Prefix = _prefix);
        await ListenAsync(host);
        (await ClientsAsync(admin)).Should().BePositive();

        if (isAsync)
        {
            await host.DisposeAsync();
        }
        else
        {
            ((IDisposable)host.Services).Dispose();
        }

        await Waiting.UntilAsync(async () => await ClientsAsync(admin) == 0);
        await host.Bus.Awaiting(bus => bus.SubscribeAsync(new RecordingListener(), CancellationToken.None)).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Test]
    public async Task A_bus_that_was_never_used_connects_to_nothing()
    {
        await using BusHost host = new("127.0.0.1:1");
    }

    private static async Task ListenAsync(BusHost host)
    {
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);
        await listener.UntilHeardAsync(host.Bus, 1);
    }

    private async Task<int> ClientsAsync(RedisAdmin admin) =>
        ((string)(await admin.ExecuteAsync("CLIENT", "LIST"))!).Split('\n').Count(line => line.Contains(_prefix, StringComparison.Ordinal));
}
