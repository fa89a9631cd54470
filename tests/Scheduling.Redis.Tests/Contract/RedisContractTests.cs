using Scheduling.TestKit.EventBusContract;

namespace Scheduling.Redis.Tests.Contract;

public sealed class RedisDeliveringTests : DeliveringContract<RedisBusFixture>;

public sealed class RedisListeningTests : ListeningContract<RedisBusFixture>;
