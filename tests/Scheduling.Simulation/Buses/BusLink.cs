using System.Net.Sockets;
using Scheduling.Events;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Buses;

/// <summary>One process's connection to the bus.</summary>
internal sealed class BusLink(World world, Process process) : IEventBus
{
    private readonly Dictionary<BusLink, long> _lastFrom = [];
    private IEventListener? _listener;

    public Process Process => process;

    public bool IsSubscribed => _listener is not null;

    public bool ReachesOtherProcesses => true;

    public Task<IAsyncDisposable> SubscribeAsync(IEventListener listener, CancellationToken cancellationToken)
    {
        if (world.Bus.KnowsItIsDown(process.Machine))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        _listener = listener;
        world.Bus.Connect(this);
        return Task.FromResult<IAsyncDisposable>(new Subscription(() => world.Bus.Disconnect(this)));
    }

    public ValueTask PublishAsync(IReadOnlyList<SchedulingEvent> events, CancellationToken cancellationToken)
    {
        if (process.Life.IsOver)
        {
            return new ValueTask(new TaskCompletionSource().Task);
        }

        var isDoomed = process.DiesBeforeItTells && events.Any(told => told.Kind == SchedulingEventKind.ScheduleStart);
        if (isDoomed || world.Network.DiesAtCommand())
        {
            world.Cluster.Crash(process);
            return new ValueTask(new TaskCompletionSource().Task);
        }

        foreach (var told in events)
        {
            world.Trace.Add("  says", process.Name, told.Kind.ToString(), told.Version, told.WakeAt);
        }

        if (world.Bus.KnowsItIsDown(process.Machine))
        {
            throw new SocketException((int)SocketError.NotConnected);
        }

        world.Bus.Publish(this, events);
        return ValueTask.CompletedTask;
    }

    /// <summary>Keeps what one sender said in its order.</summary>
    public long After(BusLink from, long arrival) => _lastFrom[from] = Math.Max(arrival, _lastFrom.GetValueOrDefault(from));

    public void Receive(IReadOnlyList<SchedulingEvent> events) => _listener?.OnEvents(events);

    public void TellReconnected()
    {
        if (world.Mutation.TellsOfGaps)
        {
            world.Trace.Add("bus is back", process.Name);
            _listener?.OnReconnected();
        }
    }

    private sealed class Subscription(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}
