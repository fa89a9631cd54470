namespace Scheduling.Events;

/// <summary>
/// Carries hints between nodes. It may lose, double, delay and reorder messages: safety never depends on it. Implementations are safe
/// for use by many threads.
/// </summary>
/// <remarks>
/// Three rules make a bus useful. A publisher that is subscribed receives its own messages (a node waits for the echo of its
/// <see cref="SchedulingEventKind.Hello"/> before it reads the store, so that nothing falls between). Every gap that the bus can notice is told by
/// <see cref="IEventListener.OnReconnected"/>, after the new subscription is in force as far as the bus knows. While nobody publishes, nothing
/// is sent.
/// </remarks>
public interface IEventBus
{
    /// <summary>Whether nodes in other processes can be reached; false for a bus within one process.</summary>
    bool ReachesOtherProcesses { get; }

    /// <summary>Starts to deliver messages to a listener.</summary>
    /// <param name="listener">Who is told.</param>
    /// <param name="cancellationToken">Gives up subscribing.</param>
    /// <returns>The subscription; disposing it ends the deliveries, and none is under way when that has completed.</returns>
    Task<IAsyncDisposable> SubscribeAsync(IEventListener listener, CancellationToken cancellationToken);

    /// <summary>Sends messages to every subscriber, the sender's own included.</summary>
    /// <param name="events">The messages, in order.</param>
    /// <param name="cancellationToken">Gives up sending.</param>
    /// <returns>Completes when the messages are handed over; not when, nor whether, they have arrived.</returns>
    ValueTask PublishAsync(IReadOnlyList<SchedulingEvent> events, CancellationToken cancellationToken);
}
