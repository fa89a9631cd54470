using System.Diagnostics.Metrics;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;

namespace Scheduling.Redis.Tests.Messages;

public sealed class StrangeMessagesTests
{
    [TestCase("malformed", "what?", 4201)]
    [TestCase("version", """{"v":99,"e":[]}""", 4203)]
    public Task What_can_not_be_read_is_counted_logged_once_and_dropped(string reason, string message, int logged) => DropAsync(reason, message, logged);

    [Test]
    public Task What_is_too_large_is_counted_logged_once_and_dropped() => DropAsync("oversized", new string(' ', 65 * 1024), 4202);

    private static async Task DropAsync(string reason, string message, int logged)
    {
        var prefix = RedisServer.NewPrefix();
        var server = await RedisServer.FindAsync();
        await using BusHost host = new(server, options => (options.Prefix, options.MaxMessageBytes) = (prefix, 64 * 1024));
        await using var stranger = await RedisAdmin.ConnectAsync(server);
        List<string?> dropped = [];
        using var watching = Watch(host.Services.GetRequiredService<IMeterFactory>(), dropped);
        RecordingListener listener = new();
        await using var subscription = await host.Bus.SubscribeAsync(listener, CancellationToken.None);

        await stranger.PublishAsync(prefix, message);
        await stranger.PublishAsync(prefix, message);
        await listener.UntilHeardAsync(host.Bus, 1);

        dropped.Should().Equal(reason, reason);
        host.Logs.All.Should().ContainSingle().Which.Id.Should().Be(logged);
        host.Logs.All[0].Text.Should().Contain($"{prefix}:events");
        listener.Received.Should().OnlyContain(heard => heard == Waiting.Message(1));
    }

    private static MeterListener Watch(IMeterFactory meters, List<string?> dropped)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument is { Name: "scheduling.bus.dropped", Meter.Name: "Scheduling" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => dropped.Add(tags.ToArray().Single(tag => tag.Key == "reason").Value as string));
        listener.Start();
        return listener;
    }
}
