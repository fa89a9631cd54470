using Scheduling.Events;
using Scheduling.InMemory;
using Scheduling.TestKit;

namespace Scheduling.Tests.InMemory;

public sealed class InMemoryBusFixture : EventBusFixture
{
    private readonly InMemoryEventBus _bus = new();

    public override Task<IEventBus> ConnectAsync() => Task.FromResult<IEventBus>(_bus);
}
