using FluentAssertions;
using NUnit.Framework;
using Scheduling.TestKit;
using Scheduling.TestKit.EventBusContract;
using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.Tests.InMemory;

public sealed class InMemoryContractCoverageTests
{
    [Test]
    public void The_store_runs_every_suite_of_its_contract() =>
        ContractCoverage.MissingSuites(GetType().Assembly, typeof(ScheduleStoreSuite<>), typeof(InMemoryStoreFixture)).Should().BeEmpty();

    [Test]
    public void The_bus_runs_every_suite_of_its_contract() =>
        ContractCoverage.MissingSuites(GetType().Assembly, typeof(EventBusSuite<>), typeof(InMemoryBusFixture)).Should().BeEmpty();

    [Test]
    public void An_assembly_that_leaves_suites_out_is_found_out() =>
        ContractCoverage.MissingSuites(typeof(EventBusFixture).Assembly, typeof(EventBusSuite<>), typeof(InMemoryBusFixture))
            .Should().BeEquivalentTo("DeliveringContract", "ListeningContract");

    [Test]
    public void Suites_that_only_another_fixture_runs_are_found_out() =>
        ContractCoverage.MissingSuites(GetType().Assembly, typeof(EventBusSuite<>), typeof(EventBusFixture)).Should().HaveCount(2);

    [Test]
    public void A_base_without_suites_is_refused() =>
        FluentActions.Invoking(() => ContractCoverage.MissingSuites(GetType().Assembly, typeof(List<>), typeof(InMemoryBusFixture)))
            .Should().Throw<ArgumentException>().WithMessage("No suite derives from*");
}
