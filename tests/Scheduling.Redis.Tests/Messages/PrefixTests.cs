using FluentAssertions;
using NUnit.Framework;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;

namespace Scheduling.Redis.Tests.Messages;

public sealed class PrefixTests
{
    [Test]
    public async Task Schedulers_with_prefixes_of_their_own_do_not_hear_each_other()
    {
        var server = await RedisServer.FindAsync();
        await using BusHost first = new(server, options => options.Prefix = RedisServer.NewPrefix());
        await using BusHost second = new(server, options => options.Prefix = RedisServer.NewPrefix());
        RecordingListener firstHears = new();
        RecordingListener secondHears = new();
        await using var firstSubscription = await first.Bus.SubscribeAsync(firstHears, CancellationToken.None);
        await using var secondSubscription = await second.Bus.SubscribeAsync(secondHears, CancellationToken.None);

        await firstHears.UntilHeardAsync(first.Bus, 1);
        await secondHears.UntilHeardAsync(second.Bus, 2);
        await firstHears.UntilHeardAsync(first.Bus, 3);

        firstHears.Received.Should().NotContain(Waiting.Message(2));
        secondHears.Received.Should().NotContain(message => message != Waiting.Message(2));
    }

    [Test]
    public async Task A_database_number_keeps_nobody_apart_so_nodes_may_differ_in_it()
    {
        var server = await RedisServer.FindAsync();
        var prefix = RedisServer.NewPrefix();
        await using BusHost first = new($"{server},defaultDatabase=1", options => options.Prefix = prefix);
        await using BusHost second = new($"{server},defaultDatabase=2", options => options.Prefix = prefix);
        RecordingListener listener = new();
        await using var subscription = await second.Bus.SubscribeAsync(listener, CancellationToken.None);

        await listener.UntilHeardAsync(first.Bus, 1);
    }
}
