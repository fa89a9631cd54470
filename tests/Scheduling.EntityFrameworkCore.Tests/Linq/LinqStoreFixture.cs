using Scheduling.EntityFrameworkCore.Linq;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.EntityFrameworkCore.Tests.Stores;
using Scheduling.TestKit;

namespace Scheduling.EntityFrameworkCore.Tests.Linq;

public sealed class LinqStoreFixture : DatabaseFixture
{
    private readonly DatabaseClock _clock = new();

    public LinqStoreFixture() => Dialect = new LinqDialect("sqlite", _clock);

    public override ScheduleStoreCapabilities Capabilities => ScheduleStoreCapabilities.None;

    public override TimeSpan Step => TimeSpan.FromMilliseconds(250);

    internal override IStoreDialect Dialect { get; }

    // The database's clock can only be waited for.
    public override async Task AdvanceAsync(TimeSpan by)
    {
        await using var context = File.Open();
        var end = await _clock.NowAsync(context, CancellationToken.None) + by;
        for (var left = by; left > TimeSpan.Zero; left = end - await _clock.NowAsync(context, CancellationToken.None))
        {
            await Task.Delay(left + TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }
}
