using Scheduling.Hosting;

namespace Scheduling.Tests.Sleeping;

/// <summary>A work queue without threads: what is to be done waits until the test does it, and who waits for that goes on within it.</summary>
internal sealed class InlineWorkQueue : IWorkQueue
{
    public Queue<Action> Works { get; } = [];

    public TaskCreationOptions ForWaiters => TaskCreationOptions.None;

    public void Run(Action work) => Works.Enqueue(work);

    public void Cancel(CancellationTokenSource source) => Run(source.Cancel);
}
