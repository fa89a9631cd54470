using Scheduling.Events;

namespace Scheduling.EntityFrameworkCore.Tests.UserTransactions;

/// <summary>A bus on which its node is not heard any more once it is dead.</summary>
internal sealed class DyingBus(IEventBus bus) : IEventBus
{
    public bool IsDead { get; set; }

    public bool ReachesOtherProcesses => bus.ReachesOtherProcesses;

    public Task<IAsyncDisposable> SubscribeAsync(IEventListener listener, CancellationToken cancellationToken) =>
        bus.SubscribeAsync(listener, cancellationToken);

    public ValueTask PublishAsync(IReadOnlyList<SchedulingEvent> events, CancellationToken cancellationToken) =>
        IsDead ? ValueTask.CompletedTask : bus.PublishAsync(events, cancellationToken);
}
