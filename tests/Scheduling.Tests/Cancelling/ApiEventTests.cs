using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Cancelling;

internal sealed class ApiEventTests
{
    private static readonly Guid s_id = Guid.Parse("a0000000-0000-4000-8000-00000000000b");

    [Test]
    public async Task The_event_schedule_cancel_cancels_by_id_whatever_the_job()
    {
        await using var host = await ArrangeAsync(static _ => { }, new Order(1, s_id));
        await host.Scheduler.SaveAsync(new ScheduleDefinition("plain", "plain", Recurrence.Cron("@hourly")));

        (await SendAsync(host, "schedule/cancel", new { scheduleId = "unknown" })).Should().Be(0);
        (await SendAsync(host, "schedule/cancel", new { scheduleId = "PLAIN" })).Should().Be(0);
        (await SendAsync(host, "schedule/cancel", new { scheduleId = "plain" })).Should().Be(1);
        (await SendAsync(host, "schedule/cancel", new { scheduleId = "o0" })).Should().Be(1);

        (await host.ListAsync()).Should().BeEmpty();
    }

    private static IEnumerable<TestCaseData> Values() =>
    [
        new("data.number", new { number = 1 }, "o0"),
        new("data.number", new { number = 1.0 }, "o0"),
        new("data.number", new { number = "1" }, ""),
        new("data.number", new { Number = 2L }, "o1"),
        new("data.number", new { number = (int?)null }, ""),
        new("data.id", new { id = s_id }, "o0"),
        new("data.id", new { id = s_id.ToString().ToUpperInvariant() }, "o0"),
        new("data.id", new { id = s_id.ToString("N") }, ""),
        new("data.customer", new { customer = "Zoë" }, "o0"),
        new("data.customer", new { customer = "zoë" }, ""),
        new("data.customer", new { customer = (string?)null }, ""),
        new("data.isRush", new { isRush = true }, "o0"),
        new("data.isRush", new { isRush = "true" }, ""),
        new("data.isRush", new { isRush = false }, "o1"),
        new("data.price", new { price = 12.50 }, "o0"),
        new("data.price", new { price = 12.51 }, ""),
        new("data.ship.city", new { ship = new { city = "Paris" } }, "o0"),
        new("data.ship.city", new { city = "Paris" }, ""),
        new("data.ship.city", new { ship = (Address?)null }, ""),
        new("data.ship.zip", new { ship = new Address(null, 75) }, "o0"),
        new("data.parent", new { parent = (long?)null }, ""),
        new("data.parent", new { parent = long.MaxValue }, "o0"),
    ];

    [TestCaseSource(nameof(Values))]
    public async Task A_rule_matches_equal_values_of_one_kind_and_null_never(string match, object data, string cancelled)
    {
        await using var host = await ArrangeAsync(
            job => job.CancelOn("order/cancelled", match),
            new Order(1, s_id, "Zoë", IsRush: true, 12.5m, new Address("Paris", 75), long.MaxValue),
            new Order(2, Guid.Empty));

        var result = await host.TurnUntilAsync(host.Scheduler.SendAsync("order/cancelled", data));

        var remaining = (await host.ListAsync()).Select(schedule => schedule.Id);
        string.Concat(new[] { "o0", "o1" }.Except(remaining)).Should().Be(cancelled);
        result.Should().Be(new CancelResult(cancelled.Length / 2, cancelled.Length / 2, 0, 0));
    }

    [Test]
    public async Task Another_event_with_the_same_value_cancels_nothing()
    {
        await using var host = await ArrangeAsync(job => job.CancelOn("order/cancelled", "data.number"), new Order(1, s_id));

        (await SendAsync(host, "order/shipped", new { number = 1 })).Should().Be(0);
        (await SendAsync(host, "Order/cancelled", new { number = 1 })).Should().Be(0);
        (await SendAsync<object?>(host, "order/cancelled", null)).Should().Be(0);
    }

    [Test]
    public async Task Data_without_members_and_types_that_name_no_event_are_refused()
    {
        await using var host = await ArrangeAsync(job => job.CancelOn("order/cancelled", "data.number"), new Order(1, s_id));

        await host.Scheduler.Invoking(s => s.SendAsync("order/cancelled", 1)).Should().ThrowAsync<ArgumentException>().WithMessage("*is number*Send an object*");
        await host.Scheduler.Invoking(s => s.SendAsync("order/cancelled")).Should().ThrowAsync<ArgumentException>().WithMessage("*String names no event*");
        await host.Scheduler.Invoking(s => s.SendAsync(new { number = 1 })).Should().ThrowAsync<ArgumentException>().WithMessage("*names no event*");
    }

    [Test]
    public async Task Typed_rules_compare_members_of_different_names_and_depths()
    {
        await using var host = await ArrangeAsync(
            job => job
                .CancelOn<OrderDropped>(e => e.Order, p => p.Number)
                .CancelOn<OrderDropped>(e => e.Where!.City, p => p.Customer)
                .CancelOn<OrderDropped>("order/archived", e => e.Order, p => p.Parent),
            new Order(1, s_id, "Nice"), new Order(2, s_id), new Order(3, s_id, Parent: 1), new Order(4, s_id, "Nice"));

        (await host.TurnUntilAsync(host.Scheduler.SendAsync(new OrderDropped(2)))).Schedules.Should().Be(1);
        (await SendAsync(host, "order/archived", new OrderDropped(1))).Should().Be(1);
        (await SendAsync(host, "order/dropped", new OrderDropped(0, new Address("Nice")))).Should().Be(2);
        (await host.ListAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Several_rules_that_match_cancel_a_schedule_once_and_every_schedule_that_matches()
    {
        var orders = Enumerable.Range(0, 50).Select(n => new Order(n, s_id, n % 2 == 0 ? "even" : "odd")).ToArray();
        await using var host = await ArrangeAsync(
            job => job.CancelOn("order/cancelled", "data.customer").CancelOn("order/cancelled", "data.number"), orders);
        host.Store.Calls.Clear();

        (await SendAsync(host, "order/cancelled", new { number = 1, customer = "even" })).Should().Be(26);

        host.Store.Calls.Should().Equal(["stop"], "one statement finds and cancels them all");
        (await host.ListAsync()).Should().HaveCount(24).And.OnlyContain(schedule => schedule.Payload!.Contains("odd"));
    }

    [Test]
    public async Task A_changed_payload_is_found_by_its_new_value_only()
    {
        await using var host = await ArrangeAsync(job => job.CancelOn("order/cancelled", "data.number"), new Order(1, s_id));
        await host.Scheduler.SaveAsync(Definition(0, new Order(2, s_id)));

        (await SendAsync(host, "order/cancelled", new { number = 1 })).Should().Be(0);
        (await SendAsync(host, "order/cancelled", new { number = 2 })).Should().Be(1);
    }

    [Test]
    public async Task Paused_schedules_are_cancelled_too()
    {
        await using var host = await ArrangeAsync(job => job.CancelOn("order/cancelled", "data.number"), new Order(1, s_id));
        await host.TurnUntilAsync(host.Scheduler.PauseAsync("o0"));

        (await SendAsync(host, "order/cancelled", new { number = 1 })).Should().Be(1);

        (await host.Scheduler.ResumeAsync("o0")).Should().BeFalse();
    }

    private static async Task<int> SendAsync<TData>(EngineHost host, string eventName, TData data) =>
        (await host.TurnUntilAsync(host.Scheduler.SendAsync(eventName, data))).Schedules;

    private static async Task<EngineHost> ArrangeAsync(Action<JobBuilder<Order>> configure, params Order[] orders)
    {
        var host = await new EngineHost(b =>
        {
            new ReminderJobs().Register(b);
            b.AddJob<Order>("order", (_, _, _) => Task.CompletedTask, configure);
        }).StartAsync();
        await host.Scheduler.SaveAsync(orders.Select((order, index) => Definition(index, order)));
        return host;
    }

    private static ScheduleDefinition Definition(int index, Order order) =>
        new($"o{index}", "order", Recurrence.Cron("@hourly")) { Payload = order };
}
