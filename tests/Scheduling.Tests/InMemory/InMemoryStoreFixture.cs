using Microsoft.Extensions.Time.Testing;
using Scheduling.InMemory;
using Scheduling.Storage;
using Scheduling.TestKit;

namespace Scheduling.Tests.InMemory;

public sealed class InMemoryStoreFixture : ScheduleStoreFixture
{
    // Not on a whole microsecond, so that a store which does not cut its clock is found out.
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567));

    public override ScheduleStoreCapabilities Capabilities => ScheduleStoreCapabilities.ExactTime;

    public override Task<IScheduleStore> CreateAsync() => Task.FromResult<IScheduleStore>(new InMemoryScheduleStore(_time));

    public override Task AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return Task.CompletedTask;
    }
}
