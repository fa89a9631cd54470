using Microsoft.Extensions.Time.Testing;
using Scheduling.EntityFrameworkCore.Sqlite;
using Scheduling.EntityFrameworkCore.Tests.Stores;
using Scheduling.Storage;
using Scheduling.TestKit;

namespace Scheduling.EntityFrameworkCore.Tests.Sqlite;

public sealed class SqliteStoreFixture : ScheduleStoreFixture
{
    // Not on a whole microsecond, so that a store which does not cut its clock is found out.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567));
    private DatabaseFile? _file;

    public override ScheduleStoreCapabilities Capabilities => ScheduleStoreCapabilities.ExactTime;

    public override async Task<IScheduleStore> CreateAsync()
    {
        _file = await DatabaseFile.CreateAsync();
        return _file.Store(new SqliteDialect(_time));
    }

    public override Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_file is not null)
        {
            await _file.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
