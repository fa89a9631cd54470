using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

internal sealed class ListTests
{
    private static readonly Recurrence s_hourly = Recurrence.Cron("@hourly");

    [TestCase(0)]
    [TestCase(199)]
    [TestCase(200)]
    [TestCase(201)]
    [TestCase(450)]
    public async Task All_are_listed_in_the_order_of_their_ids_page_by_page(int count)
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        var ids = Enumerable.Range(0, count).Select(n => $"{(n % 2 == 0 ? "b" : "A")}{n}").ToArray();
        await host.Scheduler.SaveAsync(ids.Select(id => new ScheduleDefinition(id, "plain", s_hourly)));
        host.Store.Calls.Clear();

        (await host.ListAsync()).Select(schedule => schedule.Id).Should().Equal(ids.Order(StringComparer.Ordinal));

        host.Store.Count("list").Should().Be((count / 200) + 1);
    }

    [Test]
    public async Task Pages_are_read_as_they_are_consumed()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync(Enumerable.Range(0, 401).Select(n => new ScheduleDefinition($"s{n}", "plain", s_hourly)));

        await using var schedules = host.Scheduler.ListAsync().GetAsyncEnumerator();
        for (var n = 0; n < 200; n++)
        {
            (await schedules.MoveNextAsync()).Should().BeTrue();
        }

        host.Store.Count("list").Should().Be(1);
    }

    [Test]
    public async Task Filters_narrow_each_other()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync(
        [
            new ScheduleDefinition("a", "plain", s_hourly) { Group = "g", Name = "x" },
            new ScheduleDefinition("b", "remind", s_hourly) { Group = "g", Name = "y", Payload = new Reminder(1) },
            new ScheduleDefinition("c", "plain", s_hourly) { Group = "G", Name = "x" },
            new ScheduleDefinition("d", "plain", s_hourly),
        ]);
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("d"));

        (await IdsAsync(host, new ScheduleFilter())).Should().Be("abcd");
        (await IdsAsync(host, ScheduleFilter.All)).Should().Be("abcd");
        (await IdsAsync(host, new ScheduleFilter { Group = "g" })).Should().Be("ab");
        (await IdsAsync(host, new ScheduleFilter { Names = ["x", "y", "x"] })).Should().Be("abc");
        (await IdsAsync(host, new ScheduleFilter { Names = [] })).Should().BeEmpty();
        (await IdsAsync(host, new ScheduleFilter { Job = "plain" })).Should().Be("acd");
        (await IdsAsync(host, new ScheduleFilter { State = ScheduleState.Paused })).Should().Be("d");
        (await IdsAsync(host, new ScheduleFilter { State = ScheduleState.Active, Job = "plain" })).Should().Be("ac");
        (await IdsAsync(host, new ScheduleFilter { Group = "g", Names = ["x"], Job = "remind" })).Should().BeEmpty();
        (await IdsAsync(host, new ScheduleFilter { DeclaredInCode = true })).Should().BeEmpty();
        (await IdsAsync(host, new ScheduleFilter { DeclaredInCode = false })).Should().Be("abcd");
    }

    [Test]
    public async Task An_id_that_is_not_stored_is_not_found_and_case_counts()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("a", "plain", s_hourly));

        (await host.Scheduler.GetAsync("A")).Should().BeNull();
        (await host.Scheduler.GetAsync("b")).Should().BeNull();
        (await host.Scheduler.GetAsync("a"))!.Id.Should().Be("a");
    }

    private static async Task<string> IdsAsync(EngineHost host, ScheduleFilter filter) =>
        string.Concat((await host.ListAsync(filter)).Select(schedule => schedule.Id));
}
