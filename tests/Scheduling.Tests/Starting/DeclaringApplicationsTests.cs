using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.InMemory;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Starting;

/// <summary>Applications that share a store and declare schedules in their code.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class DeclaringApplicationsTests
{
    private readonly FakeTimeProvider _time = new(EngineHost.Start);
    private readonly CallLog _store;

    public DeclaringApplicationsTests() => _store = new CallLog(new InMemoryScheduleStore(_time));

    [Test]
    public async Task Applications_leave_each_others_recurring_schedules_alone()
    {
        await using var shop = await StartAsync("shop", ("a", Recurrence.Cron("@hourly")), ("b", Recurrence.Cron("@hourly")));
        await using var office = await StartAsync("office", ("c", Recurrence.Cron("@hourly")));

        (await IdsAsync(office)).Should().Equal("a", "b", "c");

        await using var emptyOffice = await StartAsync("office");
        (await IdsAsync(emptyOffice)).Should().Equal("a", "b");
        office.Logs.Of(1302).Should().BeEmpty();
        emptyOffice.Logs.Of(1302).Should().Equal("1 recurring schedules are declared no more and were deleted: c.");
    }

    [Test]
    public async Task An_application_deletes_its_own_vanished_ones_only()
    {
        await (await StartAsync("shop", ("a", Recurrence.Cron("@hourly")), ("b", Recurrence.Cron("@hourly")))).DisposeAsync();
        await (await StartAsync("office", ("c", Recurrence.Cron("@hourly")))).DisposeAsync();

        await using var shop = await StartAsync("shop", ("a", Recurrence.Cron("@hourly")));

        (await IdsAsync(shop)).Should().Equal("a", "c");
        shop.Logs.Of(1302).Should().Equal("1 recurring schedules are declared no more and were deleted: b.");
    }

    [Test]
    public async Task A_declared_recurrence_that_has_ended_keeps_no_host_from_starting_on_an_empty_store()
    {
        await using var host = await StartAsync(
            "shop",
            ("ended", Recurrence.Cron("@hourly").Between(null, EngineHost.Start.AddHours(-1))),
            ("lives", Recurrence.Cron("@hourly")));

        (await IdsAsync(host)).Should().Equal("lives");
        host.Logs.Of(1303).Should().Equal("Recurring schedule ended is declared, but its recurrence has ended; nothing of it was changed.");
        await host.GoOnAsync(TimeSpan.FromHours(2));
        (await host.Scheduler.GetAsync("lives"))!.Counts.Succeeded.Should().Be(2);
    }

    private static async Task<IEnumerable<string>> IdsAsync(EngineHost host) => (await host.ListAsync()).Select(schedule => schedule.Id);

    private Task<EngineHost> StartAsync(string application, params (string Id, Recurrence Recurrence)[] declared) => new EngineHost(
        builder =>
        {
            builder.AddJob("plain", () => { });
            foreach (var (id, recurrence) in declared)
            {
                builder.AddRecurring(id, recurrence, () => { });
            }
        },
        setup => (setup.Time, setup.Store, setup.Options) = (_time, _store, options => options.ApplicationName = application)).StartAsync();
}
