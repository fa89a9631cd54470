using Microsoft.Extensions.Logging;
using Scheduling.Events;

namespace Scheduling.Redis.Delivery;

/// <summary>
/// One subscriber's queue, so that a slow one holds up neither the others nor the reader. It takes a thread of the pool while it has something to deliver. One that can't
/// keep up at all loses what it has not heard, and is told that there was a gap.
/// </summary>
internal sealed partial class Subscription(IEventListener listener, ILogger logger, Action<Subscription> forget) : IAsyncDisposable, IThreadPoolWorkItem
{
    /// <summary>How many events wait for a listener at the most.</summary>
    public const int MaxWaiting = 100_000;

    private readonly Lock _lock = new();

    // An empty batch stands for a gap.
    private readonly Queue<IReadOnlyList<SchedulingEvent>> _batches = [];

    // Completes when a delivery under way at the disposal has ended.
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private bool _isDelivering;
    private int? _deliveringThread;
    private bool _isDisposed;

    public void Enqueue(IReadOnlyList<SchedulingEvent> batch)
    {
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            if (_waiting + batch.Count > MaxWaiting)
            {
                LogListenerIsSlow(logger, listener.GetType(), _waiting);
                _batches.Clear();
                _batches.Enqueue([]);
                _waiting = 0;
            }

            _batches.Enqueue(batch);
            _waiting += batch.Count;
            if (_isDelivering)
            {
                return;
            }

            _isDelivering = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void EnqueueGap() => Enqueue([]);

    public void Execute()
    {
        while (TryTake(out var batch))
        {
            try
            {
                if (batch.Count > 0)
                {
                    listener.OnEvents(batch);
                }
                else
                {
                    listener.OnReconnected();
                }
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

    private bool TryTake(out IReadOnlyList<SchedulingEvent> batch)
    {
        lock (_lock)
        {
            if (_batches.TryDequeue(out batch!))
            {
                _waiting -= batch.Count;
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
