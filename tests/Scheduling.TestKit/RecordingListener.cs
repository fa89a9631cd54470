using Scheduling.Events;

namespace Scheduling.TestKit;

/// <summary>Remembers what a bus delivers, and lets a test wait for it.</summary>
/// <param name="onEvents">What to do besides, on the bus's thread, before a delivery is remembered.</param>
public sealed class RecordingListener(Action<IReadOnlyList<SchedulingEvent>>? onEvents = null) : IEventListener
{
    private readonly Lock _lock = new();
    private readonly List<SchedulingEvent> _received = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reconnections;

    /// <summary>What was delivered, in order.</summary>
    public IReadOnlyList<SchedulingEvent> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>How often the connection came back.</summary>
    public int Reconnections => Volatile.Read(ref _reconnections);

    /// <summary>What a node's messages were, in order.</summary>
    /// <param name="node">The node.</param>
    public IEnumerable<SchedulingEvent> ReceivedFrom(string node) => Received.Where(message => message.Node == node);

    /// <inheritdoc />
    public void OnEvents(IReadOnlyList<SchedulingEvent> events)
    {
        onEvents?.Invoke(events);
        lock (_lock)
        {
            _received.AddRange(events);
        }

        Signal();
    }

    /// <inheritdoc />
    public void OnReconnected()
    {
        Interlocked.Increment(ref _reconnections);
        Signal();
    }

    /// <summary>Waits until what was delivered suffices.</summary>
    /// <param name="isEnough">Whether it does.</param>
    /// <param name="patience">How long to wait before the test fails.</param>
    /// <exception cref="TimeoutException">It did not come to that.</exception>
    public async Task WaitForAsync(Func<IReadOnlyList<SchedulingEvent>, bool> isEnough, TimeSpan patience)
    {
        ArgumentNullException.ThrowIfNull(isEnough);
        while (true)
        {
            Task arrived;
            lock (_lock)
            {
                arrived = _arrived.Task;
            }

            if (isEnough(Received))
            {
                return;
            }

            await arrived.WaitAsync(patience);
        }
    }

    private void Signal()
    {
        TaskCompletionSource arrived;
        lock (_lock)
        {
            (arrived, _arrived) = (_arrived, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        arrived.SetResult();
    }
}
