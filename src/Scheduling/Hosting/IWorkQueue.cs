namespace Scheduling.Hosting;

/// <summary>
/// Where work goes that must run neither within a node's turn nor on its caller's thread: turns, handlers, and whoever waits for a word. All of a node's hops between
/// threads go through here, so that a simulation can put them in an order of its own.
/// </summary>
internal interface IWorkQueue
{
    void Run(Action work);

    /// <summary>How a task that others wait for is made, so that they do not go on one within the other.</summary>
    TaskCreationOptions ForWaiters { get; }

    /// <summary>Cancels, and runs there what waits for it.</summary>
    void Cancel(CancellationTokenSource source);
}
