using FluentAssertions;
using NUnit.Framework;
using Scheduling.TestKit;
using Scheduling.TestKit.EventBusContract;

namespace Scheduling.Redis.Tests.Contract;

public sealed class RedisContractCoverageTests
{
    [Test]
    public void The_bus_runs_every_suite_of_its_contract() =>
        ContractCoverage.MissingSuites(GetType().Assembly, typeof(EventBusSuite<>), typeof(RedisBusFixture)).Should().BeEmpty();
}
