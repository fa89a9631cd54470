using Scheduling.EntityFrameworkCore.Linq;
using Scheduling.EntityFrameworkCore.Tests.Stores;
using Scheduling.Storage;
using Scheduling.TestKit;

namespace Scheduling.EntityFrameworkCore.Tests.Linq;

public sealed class LinqStoreFixture : ScheduleStoreFixture
{
    private readonly DatabaseClock _clock = new();
    private DatabaseFile? _file;

    public override ScheduleStoreCapabilities Capabilities => ScheduleStoreCapabilities.None;

    public override TimeSpan Step => TimeSpan.FromMilliseconds(250);

    public override async Task<IScheduleStore> CreateAsync()
    {
        _file = await DatabaseFile.CreateAsync();
        return _file.Store(new LinqDialect("sqlite", _clock));
    }

    // The database's clock can only be waited for.
    public override async Task AdvanceAsync(TimeSpan by)
    {
        await using var context = _file!.Open();
        var end = await _clock.NowAsync(context, CancellationToken.None) + by;
        for (var left = by; left > TimeSpan.Zero; left = end - await _clock.NowAsync(context, CancellationToken.None))
        {
            await Task.Delay(left + TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
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
