using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>Which schedules a stop means, and what becomes of them.</summary>
public abstract class StoppingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_deleted_schedule_is_gone()
    {
        var row = await SaveDueAsync("a", write => write with { Group = "g" });

        var result = await Store.DeleteAsync("a");

        var stopped = result.Schedules.Should().ContainSingle().Subject;
        stopped.Id.Should().Be("a");
        stopped.Version.Should().BeGreaterThan(row.Version);
        (result.Claimed.Count, result.Waiting.Count).Should().Be((0, 0));
        (await Store.GetAsync("a")).Should().BeNull();
        (await Store.ListIdsAsync(ScheduleFilter.All)).Should().BeEmpty();
        (await Store.ReadWindowAsync(10)).Schedules.Should().BeEmpty();
        (await Store.DeleteAsync("a")).Schedules.Should().BeEmpty();
        (await StopAsync(StopAction.Delete, keys: [Writes.CancelKey("a")])).Should().BeEmpty();
    }

    [Test]
    public async Task A_paused_schedule_keeps_its_due_time()
    {
        var row = await SaveDueAsync("a", write => write with { Note = "old" });

        var stopped = (await Store.PauseAsync("a")).Schedules.Single();

        var after = await ReadAsync("a");
        (after.State, after.NextDue, after.Note, after.Owner).Should().Be((ScheduleState.Paused, row.NextDue, "old", row.Owner));
        after.Version.Should().BeGreaterThan(row.Version).And.Be(stopped.Version);
        (await Store.ReadWindowAsync(10)).Schedules.Should().BeEmpty();
    }

    [Test]
    public async Task A_note_is_stored_with_a_pause()
    {
        await SaveDueAsync("a", write => write with { Note = "old" });

        await Store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.Always) { Ids = ["a"], Note = "holidays" });

        (await ReadAsync("a")).Note.Should().Be("holidays");
    }

    [Test]
    public async Task Only_active_schedules_are_paused()
    {
        await SaveInAsync("paused", Step, write => write with { State = ScheduleState.Paused });
        await SaveInAsync("faulted", Step, write => write with { State = ScheduleState.Faulted });
        await SaveAsync(Writes.Schedule("completed", null) with { State = ScheduleState.Completed });
        var before = (await Store.ListAsync(ScheduleFilter.All, null, 9, CancellationToken.None)).Value;

        (await StopAsync(StopAction.Pause, ids: ["paused", "faulted", "completed", "unknown"], filter: ScheduleFilter.All)).Should().BeEmpty();

        (await Store.ListAsync(ScheduleFilter.All, null, 9, CancellationToken.None)).Value.Should().BeEquivalentTo(before);
    }

    [Test]
    public async Task Schedules_in_any_state_are_deleted()
    {
        await SaveInAsync("active", Step);
        await SaveInAsync("paused", Step, write => write with { State = ScheduleState.Paused });
        await SaveInAsync("faulted", Step, write => write with { State = ScheduleState.Faulted });
        await SaveAsync(Writes.Schedule("completed", null) with { State = ScheduleState.Completed });

        (await StopAsync(StopAction.Delete, filter: ScheduleFilter.All)).Should().BeEquivalentTo("active", "paused", "faulted", "completed");
        (await Store.ListIdsAsync(ScheduleFilter.All)).Should().BeEmpty();
    }

    [TestCase(StopAction.Delete)]
    [TestCase(StopAction.Pause)]
    public async Task Those_that_have_one_of_the_cancel_keys_are_meant(StopAction action)
    {
        await SaveInAsync("a", Step, write => write with { CancelKeys = ["k1", "k2"] });
        await SaveInAsync("b", Step, write => write with { CancelKeys = ["k2"] });
        await SaveInAsync("c", Step, write => write with { CancelKeys = ["k3"] });
        await SaveInAsync("none", Step, write => write with { CancelKeys = [] });

        (await StopAsync(action, keys: ["unknown"])).Should().BeEmpty();
        (await StopAsync(action, keys: ["K2"])).Should().BeEmpty();
        (await StopAsync(action, keys: ["k1", "k2", "unknown"])).Should().BeEquivalentTo("a", "b");
        (await StopAsync(action, keys: ["k1", "k2", "k3"])).Should().Equal("c");
    }

    [Test]
    public async Task Those_that_match_the_filter_are_meant()
    {
        await SaveInAsync("a", Step, write => write with { Group = "g", Name = "n1" });
        await SaveInAsync("b", Step, write => write with { Group = "g", Name = "n2" });
        await SaveInAsync("c", Step, write => write with { Group = "h", Name = "n1" });

        (await StopAsync(StopAction.Pause, filter: new() { Group = "g", Names = ["n1", "n3"] })).Should().Equal("a");
        (await StopAsync(StopAction.Delete, filter: new() { Group = "g", State = ScheduleState.Active })).Should().Equal("b");
        (await StopAsync(StopAction.Delete, filter: new() { Group = "g" })).Should().Equal("a");
        (await Store.ListIdsAsync(ScheduleFilter.All)).Should().Equal("c");
    }

    [TestCase(StopAction.Delete)]
    [TestCase(StopAction.Pause)]
    public async Task Those_that_any_selector_names_are_meant_and_none_twice(StopAction action)
    {
        await SaveInAsync("a", Step, write => write with { Group = "g", CancelKeys = ["k"] });
        await SaveInAsync("b", Step, write => write with { CancelKeys = ["k"] });
        await SaveInAsync("c", Step);
        await SaveInAsync("d", Step, write => write with { Group = "g" });
        await SaveInAsync("e", Step);

        (await StopAsync(action, ids: ["a", "c"], keys: ["k"], filter: new() { Group = "g" })).Should().BeEquivalentTo("a", "b", "c", "d");
    }

    [Test]
    public async Task Without_a_selector_nothing_is_meant()
    {
        await SaveInAsync("a", Step);

        (await StopAsync(StopAction.Delete)).Should().BeEmpty();
        (await StopAsync(StopAction.Delete, ids: [], keys: [])).Should().BeEmpty();
    }

    [Test]
    public async Task Replacing_a_schedule_replaces_its_cancel_keys()
    {
        var row = await SaveInAsync("a", Step, write => write with { CancelKeys = ["old", "both"] });
        await SaveAsync(Writes.Replacing(row) with { CancelKeys = ["both", "new"] });

        (await StopAsync(StopAction.Delete, keys: ["old"])).Should().BeEmpty();
        (await StopAsync(StopAction.Delete, keys: ["new"])).Should().Equal("a");
    }

    private async Task<IEnumerable<string>> StopAsync(
        StopAction action, string[]? ids = null, string[]? keys = null, ScheduleFilter? filter = null)
    {
        StopCommand command = new(action, CancelRequest.Always) { Ids = ids ?? [], CancelKeys = keys ?? [], Filter = filter };
        return (await Store.StopAsync(command)).Schedules.Select(schedule => schedule.Id);
    }
}
