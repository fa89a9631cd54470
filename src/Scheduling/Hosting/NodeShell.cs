using Microsoft.Extensions.Logging;
using Scheduling.Cancelling;
using Scheduling.Diagnostics;
using Scheduling.Events;
using Scheduling.Matching;
using Scheduling.Running;
using Scheduling.Sleeping;

namespace Scheduling.Hosting;

/// <summary>
/// The thin shell around a <see cref="Node"/>: queues what happens, gives the node its turns on the sleeper, and does what the node says. Safe for use by
/// many threads; the node itself is touched only within turns, of which there is one at a time.
/// </summary>
internal sealed partial class NodeShell : IEventListener, IDisposable
{
    private readonly Node _node;
    private readonly ISleepingExecutor _sleeper;
    private readonly StoreCaller _store;
    private readonly KeyRebuild _keys;
    private readonly AttemptRunner _runner;
    private readonly HintPublisher _hints;
    private readonly AckBoard _acks;
    private readonly NodeClock _clock;
    private readonly IWorkQueue _queue;
    private readonly SchedulingMetrics _metrics;
    private readonly ILogger<NodeShell> _logger;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _drained = new();
    private List<NodeInput> _arriving = [];
    private List<NodeInput> _taken = [];
    private readonly CancellationTokenSource _halted = new();
    private bool _isRunning;

    public NodeShell(
        NodeSettings settings, Node node, ISleepingExecutor sleeper, StoreCaller store, KeyRebuild keys, AttemptRunner runner, HintPublisher hints,
        AckBoard acks, NodeClock clock, IWorkQueue queue, SchedulingMetrics metrics, ILogger<NodeShell> logger)
    {
        (NodeId, _node, _sleeper, _store, _keys, _runner) = (settings.Id, node, sleeper, store, keys, runner);
        (_hints, _acks, _clock, _queue, _metrics, _logger) = (hints, acks, clock, queue, metrics, logger);
        View = node.View;
        _runner.Tell = Post;
        metrics.Watch(() => View);
    }

    public string NodeId { get; }

    /// <summary>How the node stood after its last turn.</summary>
    public NodeView View { get; private set; }

    /// <summary>Completes when the node has stopped and nothing of it is open any more.</summary>
    public Task Drained => _drained.Task;

    public void Start()
    {
        lock (_lock)
        {
            _isRunning = true;
        }

        _sleeper.Start(TakeTurn);
        LogStarted(NodeId);
    }

    public async Task HaltAsync()
    {
        lock (_lock)
        {
            _isRunning = false;
        }

        _halted.Cancel();
        await _sleeper.DisposeAsync().ConfigureAwait(false);
        _runner.Abandon();
        LogStopped(NodeId);
    }

    public void Dispose() => _halted.Dispose();

    /// <summary>Tells the node what has happened. Before the start and after the end it is told nothing: it reads the store when it starts.</summary>
    public void Post(NodeInput input)
    {
        lock (_lock)
        {
            if (!_isRunning)
            {
                return;
            }

            _arriving.Add(input);
        }

        _sleeper.Wake();
    }

    // The node knows what it has said itself; only the echo of its hello tells it something.
    public void OnEvents(IReadOnlyList<SchedulingEvent> events)
    {
        var news = events.Where(e => e.Node != NodeId || e.Kind == SchedulingEventKind.Hello).ToArray();
        if (news.Length > 0)
        {
            Post(new NodeInput.EventsArrived(news));
        }
    }

    public void OnReconnected() => Post(new NodeInput.BusListening());

    private DateTimeOffset? TakeTurn()
    {
        lock (_lock)
        {
            (_taken, _arriving) = (_arriving, _taken);
        }

        var now = _clock.Now;
        _node.Turn(_taken, now);
        Unhurt.By(() => _metrics.Saw(_taken));
        _taken.Clear();
        _clock.Learn(now, _node.StoreNow);
        View = _node.View;
        foreach (var command in _node.TakeCommands())
        {
            Do(command);
        }

        return _node.WakeAt;
    }

    private void Do(NodeCommand command)
    {
        switch (command)
        {
            case NodeCommand.StoreCommand operation:
                _ = CallStoreAsync(operation);
                break;
            case NodeCommand.MendKeys mend:
                _ = MendAsync(mend);
                break;
            case NodeCommand.Publish publish:
                _ = _hints.PublishAsync(publish.Events);
                break;
            case NodeCommand.StartAttempt start:
                _runner.Start(start.Run, start.TrustUntil);
                break;
            case NodeCommand.ExtendTrust extend:
                _runner.ExtendTrust(extend.RunId, extend.Attempt, extend.TrustUntil);
                break;
            case NodeCommand.StopAttempt stop:
                _runner.Stop(stop);
                break;
            case NodeCommand.Acknowledge acknowledge:
                _acks.Acknowledge(acknowledge.RunId, acknowledge.Started);
                break;
            case NodeCommand.ReportFault report:
                Unhurt.By(() =>
                {
                    _metrics.Faulted();
                    LogFault(report.Fault);
                });
                break;
            case NodeCommand.Drained:
                _queue.Run(() => _drained.TrySetResult());
                break;
        }
    }

    private async Task CallStoreAsync(NodeCommand.StoreCommand operation) =>
        Post(await _store.CallAsync(operation).ConfigureAwait(false));

    private async Task MendAsync(NodeCommand.MendKeys mend) =>
        Post(new NodeInput.KeysMended(mend, await _keys.MendAsync(mend.Job, mend.TakesOver, _halted.Token).ConfigureAwait(false)));
}
