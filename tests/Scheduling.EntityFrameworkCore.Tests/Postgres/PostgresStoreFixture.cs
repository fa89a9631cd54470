using Scheduling.EntityFrameworkCore.Hosting;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;
using Scheduling.TestKit;
using Scheduling.TestKit.Servers;

namespace Scheduling.EntityFrameworkCore.Tests.Postgres;

/// <summary>A database for each test on a real server, whose clock goes on by itself.</summary>
public sealed class PostgresStoreFixture : ScheduleStoreFixture
{
    private string? _database;
    private EntityFrameworkScheduleStore? _store;

    public override ScheduleStoreCapabilities Capabilities => ScheduleStoreCapabilities.None;

    public override TimeSpan Step => TimeSpan.FromMilliseconds(250);

    public override async Task<IScheduleStore> CreateAsync()
    {
        _database = await PostgresTemplate.CopyAsync();
        _store = StoreFactory.OfPostgres(_database, new(), TimeProvider.System);
        return _store;
    }

    public override async Task AdvanceAsync(TimeSpan by)
    {
        var until = await NowAsync() + by;
        for (var now = await NowAsync(); now < until; now = await NowAsync())
        {
            await Task.Delay(until - now, TimeProvider.System);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await PostgresServer.DropDatabaseAsync(_database);
        }

        await base.DisposeAsync();
    }

    private async Task<DateTimeOffset> NowAsync() => (await _store!.GetAsync(["nobody"], CancellationToken.None)).StoreNow;
}
