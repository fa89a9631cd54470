using Scheduling.TestKit.EventBusContract;

namespace Scheduling.Tests.InMemory;

public sealed class InMemoryDeliveringTests : DeliveringContract<InMemoryBusFixture>;

public sealed class InMemoryListeningTests : ListeningContract<InMemoryBusFixture>;
