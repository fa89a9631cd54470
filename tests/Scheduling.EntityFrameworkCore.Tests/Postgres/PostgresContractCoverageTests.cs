using FluentAssertions;
using NUnit.Framework;
using Scheduling.TestKit;
using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

public sealed class PostgresContractCoverageTests
{
    [Test]
    public void The_store_runs_every_suite_of_its_contract() =>
        ContractCoverage.MissingSuites(GetType().Assembly, typeof(ScheduleStoreSuite<>), typeof(PostgresStoreFixture)).Should().BeEmpty();
}
