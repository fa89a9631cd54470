namespace Scheduling.Hosting;

/// <summary>The thread pool.</summary>
internal sealed class PoolWorkQueue : IWorkQueue
{
    public TaskCreationOptions ForWaiters => TaskCreationOptions.RunContinuationsAsynchronously;

    public void Run(Action work) => ThreadPool.UnsafeQueueUserWorkItem(static w => w(), work, preferLocal: false);

    // The token says so at once; what a handler has hung on it runs elsewhere.
    public void Cancel(CancellationTokenSource source) => _ = source.CancelAsync();
}
