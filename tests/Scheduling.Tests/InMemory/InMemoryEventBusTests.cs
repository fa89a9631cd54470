using FluentAssertions;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.InMemory;
using Scheduling.TestKit;

namespace Scheduling.Tests.InMemory;

public sealed class InMemoryEventBusTests
{
    private static readonly SchedulingEvent s_message = new(SchedulingEventKind.Backlog, "a#1");

    [Test]
    public void It_reaches_this_process_alone() => new InMemoryEventBus().ReachesOtherProcesses.Should().BeFalse();

    [Test]
    public async Task A_listener_that_throws_is_logged()
    {
        var logger = Substitute.For<ILogger<InMemoryEventBus>>();
        logger.IsEnabled(LogLevel.Error).Returns(true);
        InMemoryEventBus bus = new(logger);
        InvalidOperationException broken = new("the listener is broken");
        RecordingListener listener = new(events => _ = events[0].Nonce == 1 ? throw broken : 0);
        await using var subscription = await bus.SubscribeAsync(listener, CancellationToken.None);

        await bus.PublishAsync([s_message with { Nonce = 1 }], CancellationToken.None);
        await bus.PublishAsync([s_message with { Nonce = 2 }], CancellationToken.None);
        await listener.WaitForAsync(received => received.Count > 0, TimeSpan.FromSeconds(30));

        logger.ReceivedCalls().Should().ContainSingle(call =>
            call.GetMethodInfo().Name == nameof(ILogger.Log) && call.GetArguments().Contains(broken) && call.GetArguments().Contains(LogLevel.Error));
    }

    [Test]
    public async Task Tokens_that_are_cancelled_already_are_honoured()
    {
        InMemoryEventBus bus = new();
        RecordingListener listener = new();
        CancellationToken cancelled = new(true);

        await bus.Awaiting(target => target.SubscribeAsync(listener, cancelled)).Should().ThrowAsync<OperationCanceledException>();
        await bus.Awaiting(target => target.PublishAsync([s_message], cancelled).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public async Task A_disposed_subscription_is_let_go()
    {
        InMemoryEventBus bus = new();
        var listener = await SubscribeAndDisposeAsync(bus);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        listener.IsAlive.Should().BeFalse();
        GC.KeepAlive(bus);
    }

    private static async Task<WeakReference> SubscribeAndDisposeAsync(InMemoryEventBus bus)
    {
        RecordingListener listener = new();
        var subscription = await bus.SubscribeAsync(listener, CancellationToken.None);
        await subscription.DisposeAsync();
        return new(listener);
    }
}
