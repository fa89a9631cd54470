using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.TestKit.ScheduleStoreContract;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

/// <summary>What suites share that look at the rows as well.</summary>
public abstract class DatabaseSuite<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : DatabaseFixture, new()
{
    protected DatabaseFile File => Fixture.File;

    private protected IStoreDialect Dialect => Fixture.Dialect;
}
