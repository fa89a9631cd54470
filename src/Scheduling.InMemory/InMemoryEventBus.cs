using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Scheduling.Events;
using Scheduling.InMemory.Delivery;

namespace Scheduling.InMemory;

/// <summary>A bus in one process: it reaches every subscriber that shares the instance, loses nothing, and costs nothing while nobody publishes.</summary>
/// <remarks>
/// Deliveries run on the thread pool, never on the publisher's thread. A listener that throws is logged and goes on being told. Disposing a
/// subscription from within its own delivery completes at once; that delivery is then the last.
/// </remarks>
/// <param name="logger">Where listeners that throw are told of; null for nowhere.</param>
public sealed class InMemoryEventBus(ILogger<InMemoryEventBus>? logger = null) : IEventBus
{
    private readonly ILogger _logger = logger ?? NullLogger<InMemoryEventBus>.Instance;
    private readonly Lock _lock = new();

    // Replaced, never changed: publishing reads it without a lock.
    private volatile Subscription[] _subscriptions = [];

    /// <inheritdoc />
    public bool ReachesOtherProcesses => false;

    /// <inheritdoc />
    public Task<IAsyncDisposable> SubscribeAsync(IEventListener listener, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listener);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IAsyncDisposable>(cancellationToken);
        }

        Subscription subscription = new(listener, _logger, Forget);
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return Task.FromResult<IAsyncDisposable>(subscription);
    }

    /// <inheritdoc />
    public ValueTask PublishAsync(IReadOnlyList<SchedulingEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        var subscriptions = _subscriptions;
        if (events.Count > 0 && subscriptions.Length > 0)
        {
            // The publisher may use its list again before the last delivery.
            SchedulingEvent[] batch = [.. events];
            foreach (var subscription in subscriptions)
            {
                subscription.Enqueue(batch);
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Forget(Subscription subscription)
    {
        lock (_lock)
        {
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
        }
    }
}
