using Microsoft.Extensions.Time.Testing;
using Scheduling.EntityFrameworkCore.Sqlite;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Tests.Stores;
using Scheduling.TestKit;

namespace Scheduling.EntityFrameworkCore.Tests.Sqlite;

public sealed class SqliteStoreFixture : DatabaseFixture
{
    // Not on a whole microsecond, so that a store which does not cut its clock is found out.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567));

    public SqliteStoreFixture() => Dialect = new SqliteDialect(_time);

    public override ScheduleStoreCapabilities Capabilities => ScheduleStoreCapabilities.ExactTime;

    internal override IStoreDialect Dialect { get; }

    public override Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return Task.CompletedTask;
    }
}
