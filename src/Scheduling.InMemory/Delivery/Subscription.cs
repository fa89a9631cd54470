using Microsoft.Extensions.Logging;
using Scheduling.Events;

namespace Scheduling.InMemory.Delivery;

/// <summary>One subscriber's queue. It takes a thread of the pool while it has something to deliver, and none in between.</summary>
internal sealed partial class Subscription(IEventListener listener, ILogger logger, Action<Subscription> forget) : IAsyncDisposable, IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly Queue<SchedulingEvent[]> _batches = [];

    // Completes when a delivery under way at the disposal has ended.
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isDelivering;
    private int? _deliveringThread;
    private bool _isDisposed;

    public void Enqueue(SchedulingEvent[] batch)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _batches.Enqueue(batch);
            if (_isDelivering)
            {
                return;
            }

            _isDelivering = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Execute()
    {
        while (TryTake(out var batch))
        {
            try
            {
                listener.OnEvents(batch);
            }
#pragma warning disable CA1031 // Whatever a listener throws, the next message is still its own.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogListenerThrew(logger, exception, listener.GetType());
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        forget(this);
        lock (_lock)
        {
            _isDisposed = true;
            _batches.Clear();

            // A listener that disposes its own subscription can't wait for itself to return.
            return _isDelivering && _deliveringThread != Environment.CurrentManagedThreadId ? new(_quiet.Task) : ValueTask.CompletedTask;
        }
    }

    private bool TryTake(out SchedulingEvent[] batch)
    {
        lock (_lock)
        {
            if (_batches.TryDequeue(out batch!))
            {
                _deliveringThread = Environment.CurrentManagedThreadId;
                return true;
            }

            _isDelivering = false;
            _deliveringThread = null;
            if (_isDisposed)
            {
                _quiet.TrySetResult();
            }

            return false;
        }
    }
}
