using FluentAssertions;
using NUnit.Framework;
using Scheduling.TestKit;
using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.EntityFrameworkCore.Tests.Sqlite;

public sealed class SqliteContractCoverageTests
{
    [Test]
    public void The_store_runs_every_suite_of_its_contract() =>
        ContractCoverage.MissingSuites(GetType().Assembly, typeof(ScheduleStoreSuite<>), typeof(SqliteStoreFixture)).Should().BeEmpty();
}
