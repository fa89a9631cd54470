using System.Collections.Concurrent;
using Scheduling.Events;

namespace Scheduling.Tests.Engine;

/// <summary>A bus that remembers what was published, and can fail or hold messages back.</summary>
internal sealed class MessageLog(IEventBus bus) : IEventBus
{
    public ConcurrentQueue<SchedulingEvent> Published { get; } = new();

    /// <summary>Called before messages are handed over; may throw or wait.</summary>
    public Func<IReadOnlyList<SchedulingEvent>, Task> Before { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Called after messages were handed over; may throw or wait.</summary>
    public Func<IReadOnlyList<SchedulingEvent>, Task> After { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Which messages are lost without a word.</summary>
    public Func<SchedulingEvent, bool> Loses { get; set; } = static _ => false;

    public bool ReachesOtherProcesses => bus.ReachesOtherProcesses;

    public Task<IAsyncDisposable> SubscribeAsync(IEventListener listener, CancellationToken cancellationToken) =>
        bus.SubscribeAsync(listener, cancellationToken);

    public async ValueTask PublishAsync(IReadOnlyList<SchedulingEvent> events, CancellationToken cancellationToken)
    {
        await Before(events);
        foreach (var message in events)
        {
            Published.Enqueue(message);
        }

        await bus.PublishAsync([.. events.Where(e => !Loses(e))], cancellationToken);
        await After(events);
    }
}
