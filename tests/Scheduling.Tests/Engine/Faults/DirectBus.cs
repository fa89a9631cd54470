using Scheduling.Events;

namespace Scheduling.Tests.Engine.Faults;

/// <summary>A bus that delivers on the publisher's thread, so that nothing is on its way between two steps of a test.</summary>
internal sealed class DirectBus : IEventBus
{
    private volatile IEventListener[] _listeners = [];

    /// <summary>Called before a subscription; may throw.</summary>
    public Action Subscribing { get; set; } = static () => { };

    public bool ReachesOtherProcesses => true;

    public Task<IAsyncDisposable> SubscribeAsync(IEventListener listener, CancellationToken cancellationToken)
    {
        Subscribing();
        _listeners = [.. _listeners, listener];
        return Task.FromResult<IAsyncDisposable>(new Subscription(this, listener));
    }

    public ValueTask PublishAsync(IReadOnlyList<SchedulingEvent> events, CancellationToken cancellationToken)
    {
        foreach (var listener in events.Count > 0 ? _listeners : [])
        {
            listener.OnEvents(events);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Tells every subscriber that the connection was lost and is back.</summary>
    public void Reconnect()
    {
        foreach (var listener in _listeners)
        {
            listener.OnReconnected();
        }
    }

    private sealed class Subscription(DirectBus bus, IEventListener listener) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            bus._listeners = [.. bus._listeners.Where(other => other != listener)];
            return ValueTask.CompletedTask;
        }
    }
}
