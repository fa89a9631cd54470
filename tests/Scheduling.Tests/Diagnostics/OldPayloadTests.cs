using System.Collections.Concurrent;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.InMemory;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Tests.Engine;
using Scheduling.Tests.Saving;

namespace Scheduling.Tests.Diagnostics;

/// <summary>Rows that an older version of the host has stored.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OldPayloadTests
{
    private static readonly DateTimeOffset s_start = EngineHost.Start;
    private readonly FakeTimeProvider _time = new(s_start);
    private readonly CallLog _store;
    private readonly ConcurrentQueue<string> _runs = new();

    public OldPayloadTests() => _store = new CallLog(new InMemoryScheduleStore(_time));

    [Test]
    public async Task A_payload_of_an_older_shape_sets_its_schedule_aside_and_stops_no_other()
    {
        await SaveOldAsync();
        await using var host = await StartAsync<Reminder>();
        using var meters = new MeterLog(host.Services);
        await host.Scheduler.SaveAsync(new ScheduleDefinition("good", "remind", Recurrence.Cron("@hourly")) { Payload = new Reminder(1) });

        await host.GoToAsync(s_start.AddHours(3));

        var faulted = (await host.ListAsync(new ScheduleFilter { State = ScheduleState.Faulted })).Should().ContainSingle().Which;
        faulted.Id.Should().Be("old");
        faulted.Note.Should().Contain("can't be read as").And.Contain(nameof(Reminder)).And.Contain("'remind'").And.Contain("Save the schedule again");
        faulted.Counts.Should().Be(new OutcomeCounts(0, 1, 0, 0, 0), "what can't be read is not tried again");
        (faulted.LastOutcome, faulted.NextDue).Should().Be((RunOutcome.Failed, s_start.AddHours(2)));
        host.Logs.Of(3003).Should().ContainSingle().Which.Should().Contain("schedule old");
        meters.Of("scheduling.run.duration", ("job", "remind"), ("end", "unreadable")).Should().ContainSingle();
        meters.Sum("scheduling.runs", ("outcome", "failed")).Should().Be(1);
        _runs.Should().Equal("good", "good", "good");
    }

    [Test]
    public async Task Once_the_type_is_mended_it_is_resumed_and_caught_up()
    {
        await SaveOldAsync();
        await using (var host = await StartAsync<Reminder>())
        {
            await host.GoToAsync(s_start.AddHours(1));
            await host.GoToAsync(s_start.AddHours(2.5));
        }

        await using var mended = await StartAsync<OldReminder>();
        _runs.Should().BeEmpty();
        (await mended.Scheduler.ResumeAsync("old")).Should().BeTrue();
        await mended.SettleAsync();

        _runs.Should().Equal("old");
        await mended.GoToAsync(s_start.AddHours(3));
        var schedule = (await mended.Scheduler.GetAsync("old"))!;
        (schedule.State, schedule.Counts).Should().Be((ScheduleState.Active, new OutcomeCounts(2, 1, 0, 0, 0)));
    }

    [Test]
    public async Task Saving_it_with_a_payload_of_the_present_shape_arms_it()
    {
        await SaveOldAsync();
        await using var host = await StartAsync<Reminder>();
        await host.GoToAsync(s_start.AddHours(1.5));

        var saved = await host.Scheduler.SaveAsync(new ScheduleDefinition("old", "remind", Recurrence.Cron("@hourly")) { Payload = new Reminder(7) });
        await host.GoToAsync(s_start.AddHours(2));

        (saved.State, saved.Note).Should().Be((ScheduleState.Active, null));
        _runs.Should().Equal("old");
    }

    [Test]
    public async Task Resuming_it_unmended_sets_it_aside_again()
    {
        await SaveOldAsync();
        await using var host = await StartAsync<Reminder>();
        await host.GoToAsync(s_start.AddHours(1));

        (await host.Scheduler.ResumeAsync("old")).Should().BeTrue();
        await host.GoToAsync(s_start.AddHours(2));

        var faulted = (await host.Scheduler.GetAsync("old"))!;
        (faulted.State, faulted.Counts.Failed).Should().Be((ScheduleState.Faulted, 2));
    }

    [Test]
    public async Task A_schedule_that_was_set_aside_costs_one_statement_at_the_most()
    {
        await SaveOldAsync();
        await using var host = await StartAsync<Reminder>();
        await host.GoToAsync(s_start.AddHours(1.5));
        _store.Calls.Clear();

        await host.GoToAsync(s_start.AddHours(5));

        _store.Calls.Should().HaveCountLessThanOrEqualTo(1, "a wake-up that is out of date is settled by one claim that is refused");
    }

    private async Task SaveOldAsync()
    {
        await using var host = await StartAsync<OldReminder>();
        await host.Scheduler.SaveAsync(new ScheduleDefinition("old", "remind", Recurrence.Cron("@hourly")) { Payload = new OldReminder("customer 42") });
    }

    private Task<EngineHost> StartAsync<TPayload>() => new EngineHost(
        b => b.AddJob<TPayload>("remind", (_, run, _) =>
        {
            _runs.Enqueue(run.ScheduleId);
            return Task.CompletedTask;
        }),
        setup => (setup.Time, setup.Store) = (_time, _store)).StartAsync();
}
