namespace Scheduling.Hosting;

/// <summary>The thread pool.</summary>
internal sealed class PoolWorkQueue : IWorkQueue
{
    public void Run(Action work) => ThreadPool.UnsafeQueueUserWorkItem(static w => w(), work, preferLocal: false);
}
