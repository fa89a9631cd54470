using FluentAssertions;
using NUnit.Framework;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;

namespace Scheduling.Redis.Tests.Faults;

public sealed class IdleTests
{
    [TestCase(5)]
    [TestCase(150, Explicit = true)]
    public async Task Asleep_the_server_sees_nothing_but_the_keep_alive(int seconds)
    {
        await using var server = await RedisProcess.StartAsync();
        await using var admin = await RedisAdmin.ConnectAsync(server.ConnectionString);
        await using BusHost host = new(server.ConnectionString + ",keepAlive=" + (seconds < 60 ? 1 : 15));
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);
        await listener.UntilHeardAsync(host.Bus, 1);
        var before = await admin.CallsAsync();

        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        var after = await admin.CallsAsync();

        var sent = after.ToDictionary(command => command.Key, command => command.Value - before.GetValueOrDefault(command.Key));
        TestContext.Out.WriteLine($"{seconds} s asleep: " + string.Join(", ", sent.Where(command => command.Value > 0).Select(command => $"{command.Value} {command.Key}")));

        // The question itself is an INFO.
        sent.Where(command => command.Value > 0).Select(command => command.Key).Should().BeSubsetOf(["ping", "echo", "info"]);
        sent["ping"].Should().BePositive();
    }
}
