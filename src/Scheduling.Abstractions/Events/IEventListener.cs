namespace Scheduling.Events;

/// <summary>What a bus tells its subscriber. Calls must be quick; they may come from any thread, one at a time for each subscription.</summary>
public interface IEventListener
{
    /// <summary>Messages have arrived, in the order in which each sender published them; the subscriber's own are among them.</summary>
    /// <param name="events">The messages; not kept by the bus afterwards.</param>
    void OnEvents(IReadOnlyList<SchedulingEvent> events);

    /// <summary>The connection was lost and is back: messages in between are gone, and the subscriber reads what it may have missed.</summary>
    void OnReconnected();
}
