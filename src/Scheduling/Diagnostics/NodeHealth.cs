using Scheduling.Hosting;
using Scheduling.Schedules;

namespace Scheduling.Diagnostics;

/// <inheritdoc cref="ISchedulerHealth"/>
internal sealed class NodeHealth(CountingStore store, HintPublisher hints, NodeShell shell) : ISchedulerHealth
{
    public SchedulerHealth Read()
    {
        var (storeState, busState, view) = (store.Reach.State, hints.Reach.State, shell.View);
        return new SchedulerHealth
        {
            HasStarted = view.HasReadWindow,
            StoreAnswers = storeState.IsUp,
            StoreSince = storeState.Since,
            StoreFailure = storeState.Failure,
            BusAccepts = busState.IsUp,
            BusSince = busState.Since,
            BusFailure = busState.Failure,
            Running = view.Running,
            Due = view.Due,
        };
    }
}
