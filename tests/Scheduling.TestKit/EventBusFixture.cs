using Scheduling.Events;

namespace Scheduling.TestKit;

/// <summary>Makes an adapter's bus for one test. A new fixture is made for each test.</summary>
public abstract class EventBusFixture : IAsyncDisposable
{
    /// <summary>Gives a node its bus. All the buses of one fixture reach each other; for a bus in process they are the same.</summary>
    public abstract Task<IEventBus> ConnectAsync();

    /// <summary>Disconnects.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
