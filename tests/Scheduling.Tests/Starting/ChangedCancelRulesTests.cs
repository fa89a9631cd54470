using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.InMemory;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Starting;

/// <summary>Hosts that start one after the other on one store, each with its own cancel rules.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ChangedCancelRulesTests
{
    private readonly FakeTimeProvider _time = new(EngineHost.Start);
    private readonly CallLog _store;

    public ChangedCancelRulesTests() => _store = new CallLog(new InMemoryScheduleStore(_time));

    [Test]
    public async Task Stored_schedules_follow_the_rules_of_the_host_that_starts()
    {
        IReadOnlyList<Schedule> saved;
        await using (var old = await StartAsync(job => job.CancelOn("customer/deleted", "data.customerId")))
        {
            await old.Scheduler.SaveAsync(Enumerable.Range(1, 3).Select(Definition));
            saved = await old.ListAsync();
        }

        _store.Calls.Clear();
        await using var host = await StartAsync(job => job.CancelOn("customer/closed", "data.customerId").CancelOn("text/lost", "data.text"));

        _store.Calls.Should().Equal("open", "remember_fingerprint", "list", "replace_cancel_keys", "remember_fingerprint", "window");
        host.Logs.Of(1301).Should().Equal("The cancel rules of job remind have changed; the cancel keys of 3 schedules were rebuilt.");
        (await host.ListAsync()).Should().Equal(saved, "new keys are no change of the schedule");
        (await SendAsync(host, "customer/deleted", new Reminder(1))).Should().Be(0);
        (await SendAsync(host, "customer/closed", new Reminder(1))).Should().Be(1);
        (await SendAsync(host, "text/lost", new { text = "t2" })).Should().Be(1);
        (await host.ListAsync()).Select(schedule => schedule.Id).Should().Equal("s3");
    }

    [Test]
    public async Task Rules_that_are_the_same_in_another_order_rebuild_nothing()
    {
        await using (var old = await StartAsync(job => job.CancelOn("customer/deleted", "data.customerId").CancelOn("text/lost", "data.text")))
        {
            await old.Scheduler.SaveAsync(Definition(1));
        }

        _store.Calls.Clear();
        await using var host = await StartAsync(job => job
            .CancelOn("text/lost", "data.text")
            .CancelOn<Reminder>("customer/deleted", e => e.CustomerId, p => p.CustomerId)
            .CancelOn("text/lost", "data.text"));

        _store.Calls.Should().Equal("open", "window");
        (await SendAsync(host, "customer/deleted", new Reminder(1))).Should().Be(1);
    }

    [Test]
    public async Task A_second_start_with_the_new_rules_rebuilds_nothing()
    {
        await SaveUnderAsync(static _ => { });
        static void New(JobBuilder<Reminder> job) => job.CancelOn("customer/closed", "data.customerId");
        await (await StartAsync(New)).DisposeAsync();
        _store.Calls.Clear();

        await using var host = await StartAsync(New);

        _store.Calls.Should().Equal("open", "window");
        (await SendAsync(host, "customer/closed", new Reminder(1))).Should().Be(1);
    }

    [Test]
    public async Task A_rule_that_is_gone_cancels_nothing_any_more()
    {
        await SaveUnderAsync(job => job.CancelOn("customer/deleted", "data.customerId"));

        await using var host = await StartAsync(static _ => { });

        (await SendAsync(host, "customer/deleted", new Reminder(1))).Should().Be(0);
    }

    [Test]
    public async Task A_rebuild_that_was_cut_short_is_done_by_the_next_start([Values(1, 2, 3, 4)] int at)
    {
        await SaveUnderAsync(static _ => { });
        static void New(JobBuilder<Reminder> job) => job.CancelOn("customer/closed", "data.customerId");
        _store.Calls.Clear();
        _store.Before = _ => _store.Calls.Count > at ? throw new IOException("cut short") : Task.CompletedTask;
        var cut = new EngineHost(b => new ReminderJobs().Register(b, New), Arrange);
        await cut.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostedService>().StartAsync(default);
        cut.Logs.Of(1401).Should().ContainSingle();
        await cut.DisposeAsync();
        _store.Before = _ => Task.CompletedTask;
        _store.Calls.Clear();

        await using var host = await StartAsync(New);

        _store.Calls.Should().Equal("open", "remember_fingerprint", "list", "replace_cancel_keys", "remember_fingerprint", "window");
        (await SendAsync(host, "customer/closed", new Reminder(1))).Should().Be(1);
    }

    [Test]
    public async Task More_schedules_than_one_page_are_all_rebuilt()
    {
        await using (var old = await StartAsync(static _ => { }))
        {
            await old.Scheduler.SaveAsync(Enumerable.Range(1, 2_001).Select(Definition));
        }

        _store.Calls.Clear();
        await using var host = await StartAsync(job => job.CancelOn("text/lost", "data.text"));

        _store.Count("replace_cancel_keys").Should().Be(3);
        (await SendAsync(host, "text/lost", new { text = "t2001" })).Should().Be(1);
        (await SendAsync(host, "text/lost", new { text = "t1" })).Should().Be(1);
    }

    private async Task SaveUnderAsync(Action<JobBuilder<Reminder>> rules)
    {
        await using var old = await StartAsync(rules);
        await old.Scheduler.SaveAsync(Definition(1));
    }

    private static async Task<int> SendAsync<TData>(EngineHost host, string eventName, TData data) =>
        (await host.TurnUntilAsync(host.Scheduler.SendAsync(eventName, data))).Schedules;

    private static ScheduleDefinition Definition(int number) =>
        new($"s{number}", "remind", Recurrence.Cron("@daily")) { Payload = new Reminder(number, $"t{number}") };

    private void Arrange(EngineSetup setup) => (setup.Time, setup.Store) = (_time, _store);

    private Task<EngineHost> StartAsync(Action<JobBuilder<Reminder>> rules) =>
        new EngineHost(b => new ReminderJobs().Register(b, rules), Arrange).StartAsync();
}
