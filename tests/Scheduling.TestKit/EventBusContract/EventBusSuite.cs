using NUnit.Framework;
using Scheduling.Events;

namespace Scheduling.TestKit.EventBusContract;

/// <summary>What the suites of the bus's contract share. An adapter runs a suite with one line.</summary>
/// <typeparam name="TFixture">Makes the adapter's bus.</typeparam>
public abstract class EventBusSuite<TFixture>
    where TFixture : EventBusFixture, new()
{
    private TFixture _fixture = null!;

    /// <summary>How long a test waits for what must come, before it fails.</summary>
    protected static TimeSpan Patience => TimeSpan.FromSeconds(30);

    /// <summary>One node's bus.</summary>
    protected IEventBus Bus { get; private set; } = null!;

    /// <summary>Another node's bus.</summary>
    protected IEventBus OtherBus { get; private set; } = null!;

    [SetUp]
    public async Task ConnectAsync()
    {
        _fixture = new();
        Bus = await _fixture.ConnectAsync();
        OtherBus = await _fixture.ConnectAsync();
    }

    [TearDown]
    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    /// <summary>Subscribes a listener, and waits until messages reach it.</summary>
    protected static async Task<IAsyncDisposable> SubscribeAsync(IEventBus bus, RecordingListener listener)
    {
        var subscription = await bus.SubscribeAsync(listener, CancellationToken.None);
        var hello = Message("hello", Random.Shared.NextInt64());
        await bus.PublishAsync([hello], CancellationToken.None);
        await listener.WaitForAsync(received => received.Contains(hello), Patience);
        return subscription;
    }

    /// <summary>A numbered message.</summary>
    protected static SchedulingEvent Message(string node, long number) => new(SchedulingEventKind.Hello, node) { Nonce = number };

    /// <summary>Numbered messages.</summary>
    protected static IReadOnlyList<SchedulingEvent> Messages(string node, int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => Message(node, number))];
}
