using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.InMemory;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Engine;

namespace Scheduling.Tests.Saving;

/// <summary>Many definitions in one call, and many calls for one definition.</summary>
internal sealed class SaveRacesTests
{
    private static readonly Recurrence s_hourly = Recurrence.Cron("@hourly");

    [Test]
    public async Task Many_are_saved_in_batches_and_answered_in_their_order()
    {
        await using var host = await new EngineHost(new ReminderJobs().Register).StartAsync();
        await host.Scheduler.SaveAsync(Definition(7) with { Name = "older" });
        await host.Scheduler.SaveAsync(Definition(1_999));
        var definitions = Enumerable.Range(0, 2_500).Reverse().Select(Definition).ToArray();
        host.Store.Calls.Clear();

        var saved = await host.Scheduler.SaveAsync(definitions);

        saved.Select(schedule => schedule.Id).Should().Equal(definitions.Select(definition => definition.Id));
        saved.Should().OnlyContain(schedule => schedule.Name == null && schedule.NextDue == EngineHost.Start.AddHours(1));
        host.Store.Calls.Should().Equal(["save", "save", "save", "save"], "three batches, and one schedule that had to be replaced");
        (await host.Scheduler.SaveAsync(Array.Empty<ScheduleDefinition>())).Should().BeEmpty();
        host.Store.Calls.Should().HaveCount(4);
    }

    [Test]
    public async Task Concurrent_saves_of_one_id_leave_one_row_that_one_of_them_wrote()
    {
        var jobs = new ReminderJobs();
        await using var host = await new EngineHost(jobs.Register).StartAsync();
        host.Store.Before = async operation => await (operation == "save" ? Task.Run(() => { }) : Task.CompletedTask);

        // A save is refused once for each other one that is stored in between: of six, none needs more than its eight tries.
        var saved = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => Task.Run(() => host.Scheduler.SaveAsync(
            new ScheduleDefinition("a", "remind", s_hourly) { Name = $"n{n}", Payload = new Reminder(n) }))));

        var last = saved.MaxBy(schedule => schedule.Version)!;
        (await host.Scheduler.GetAsync("a")).Should().Be(last);
        saved.Select(schedule => schedule.Version).Should().OnlyHaveUniqueItems();
        await host.GoOnAsync(TimeSpan.FromHours(1));
        jobs.Payloads.Should().Equal(new Reminder(int.Parse(last.Name![1..], null)));
    }

    [Test]
    public async Task A_schedule_that_others_keep_changing_is_left_to_them()
    {
        var time = new FakeTimeProvider(EngineHost.Start);
        var store = new InMemoryScheduleStore(time);
        await using var host = await new EngineHost(
            new ReminderJobs().Register, setup => (setup.Time, setup.Store) = (time, new CallLog(store))).StartAsync();
        var definition = new ScheduleDefinition("a", "plain", s_hourly);
        await host.Scheduler.SaveAsync(definition);
        host.Store.Calls.Clear();
        host.Store.Before = async _ =>
        {
            await store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.Always) { Ids = ["a"] }, default);
            await store.ResumeAsync("a", "another", default);
        };

        var refused = await FluentActions.Awaiting(() => host.Scheduler.SaveAsync(definition with { Name = "n" }))
            .Should().ThrowAsync<ScheduleConflictException>();

        refused.WithMessage("*'a' was changed by others 8 times*Nothing of this definition was stored; save it again*");
        host.Store.Calls.Should().Equal(Enumerable.Repeat("save", 8));
        host.Store.Before = _ => Task.CompletedTask;
        (await host.Scheduler.GetAsync("a"))!.Name.Should().BeNull();
    }

    [Test]
    public async Task A_schedule_that_is_deleted_between_two_tries_is_created_again()
    {
        var time = new FakeTimeProvider(EngineHost.Start);
        var store = new InMemoryScheduleStore(time);
        await using var host = await new EngineHost(
            new ReminderJobs().Register, setup => (setup.Time, setup.Store) = (time, new CallLog(store))).StartAsync();
        var definition = new ScheduleDefinition("a", "plain", s_hourly);
        var first = await host.Scheduler.SaveAsync(definition);
        var saves = 0;
        host.Store.Before = operation => operation == "save" && ++saves == 2
            ? store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Ids = ["a"] }, default)
            : Task.CompletedTask;

        var second = await host.Scheduler.SaveAsync(definition with { Name = "n" });

        saves.Should().Be(3);
        second.Name.Should().Be("n");
        second.Version.Should().BeGreaterThan(first.Version);
    }

    private static ScheduleDefinition Definition(int number) => new($"s{number:D4}", "plain", s_hourly);
}
