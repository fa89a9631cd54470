using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How schedules are found by their labels and by when they are due, and counted.</summary>
public abstract class SearchingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task Labels_are_kept_as_they_were_given()
    {
        var saved = await SaveInAsync("a", Step, Labelled(("tenant", "Łódź 😀 'x'"), ("Tenant", ""), ("empty ", "\"{}\"")));

        (await ReadAsync("a")).Definition.Labels.Should().BeEquivalentTo(saved.Definition.Labels)
            .And.BeEquivalentTo(new Dictionary<string, string> { ["tenant"] = "Łódź 😀 'x'", ["Tenant"] = "", ["empty "] = "\"{}\"" });
        var listed = (await Store.ListAsync(ScheduleFilter.All, null, 9, CancellationToken.None)).Value.Single();
        listed.Definition.Should().Be(saved.Definition with { CancelKeys = listed.Definition.CancelKeys });
    }

    [Test]
    public async Task A_schedule_of_a_batch_has_its_own_labels()
    {
        await Store.SaveAsync(
            [
                Labelled(("x", "1"))(Writes.Schedule("a", null)),
                Writes.Schedule("b", null),
                Labelled(("x", "2"), ("y", "1"))(Writes.Schedule("c", null)),
            ],
            CancellationToken.None);

        var rows = (await Store.GetAsync(["a", "b", "c"], CancellationToken.None)).Value.ToDictionary(row => row.Id, row => row.Definition.Labels);
        rows["a"].Should().Equal(new Dictionary<string, string> { ["x"] = "1" });
        rows["b"].Should().BeEmpty();
        rows["c"].Should().BeEquivalentTo(new Dictionary<string, string> { ["x"] = "2", ["y"] = "1" });
    }

    [Test]
    public async Task Replacing_a_schedule_replaces_its_labels()
    {
        var first = await SaveInAsync("a", Step, Labelled(("gone", "1"), ("same", "1"), ("other", "1")));
        await SaveInAsync("b", Step, Labelled(("gone", "1")));

        var second = await SaveAsync(Labelled(("same", "1"), ("other", "2"), ("new", "1"))(Writes.Replacing(first)));

        second.Definition.Labels.Should().BeEquivalentTo(new Dictionary<string, string> { ["same"] = "1", ["other"] = "2", ["new"] = "1" });
        (await ReadAsync("a")).Should().BeEquivalentTo(second);
        (await FindAsync(("gone", "1"))).Should().Equal("b");
        (await FindAsync(("other", "1"))).Should().BeEmpty();
        (await FindAsync(("same", "1"), ("other", "2"), ("new", "1"))).Should().Equal("a");
        await SaveAsync(Writes.Replacing(second) with { Labels = new Dictionary<string, string>() });
        (await FindAsync(("same", "1"))).Should().BeEmpty();
    }

    [Test]
    public async Task A_save_that_is_refused_changes_no_labels()
    {
        var first = await SaveInAsync("a", Step, Labelled(("x", "1")));
        await SaveAsync(Writes.Replacing(first));

        (await Store.SaveAsync(Labelled(("x", "2"))(Writes.Replacing(first)))).Written.Should().BeFalse();
        (await Store.SaveAsync(Labelled(("x", "2"))(Writes.Schedule("a", null)))).Present!.Definition.Labels["x"].Should().Be("1");

        (await FindAsync(("x", "2"))).Should().BeEmpty();
        (await FindAsync(("x", "1"))).Should().Equal("a");
    }

    [Test]
    public async Task The_labels_of_a_schedule_go_with_it()
    {
        await SaveInAsync("a", Step, Labelled(("x", "1")));
        await Store.DeleteAsync("a");

        (await FindAsync(("x", "1"))).Should().BeEmpty();
        await SaveInAsync("a", Step);
        (await ReadAsync("a")).Definition.Labels.Should().BeEmpty();
        (await FindAsync(("x", "1"))).Should().BeEmpty();
    }

    [Test]
    public async Task Labels_live_on_through_runs_pauses_and_resumes()
    {
        var run = await SaveClaimedAsync("a", Labelled(("x", "1")));
        await Store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded));
        await Store.PauseAsync("a");

        (await Store.ListIdsAsync(new() { Labels = Of(("x", "1")), State = ScheduleState.Paused })).Should().Equal("a");
        await Store.ResumeAsync("a");

        (await FindAsync(("x", "1"))).Should().Equal("a");
        (await ReadAsync("a")).Definition.Labels.Should().Equal(Of(("x", "1")));
    }

    [Test]
    public async Task Those_that_have_all_the_labels_are_found_from_page_to_page()
    {
        string[] ids = ["a", "a\uFF01", "a😀", "b", "c"];
        foreach (var id in ids)
        {
            await SaveInAsync(id, Step, Labelled(("x", "1"), ("y", id == "b" ? "2" : "1")));
        }

        await SaveInAsync("z", Step, write => Labelled(("x", "1"), ("y", "1"))(write) with { Group = "g", Job = "other" });
        await SaveInAsync("none", Step);

        (await FindAsync(("x", "1"))).Should().Equal([.. ids, "z"]);
        (await FindAsync(("X", "1"))).Should().BeEmpty();
        (await FindAsync(("x", "1 "))).Should().BeEmpty();
        (await Store.ListIdsAsync(new() { Labels = Of(("y", "1"), ("x", "1")), Group = "g" })).Should().Equal("z");
        (await Store.ListIdsAsync(new() { Labels = Of(("x", "1")), Job = Writes.Job, Names = [] })).Should().BeEmpty();
        List<string> listed = [];
        foreach (var expected in new[] { 2, 2, 1, 0 })
        {
            var page = await Store.ListIdsAsync(new() { Labels = Of(("y", "1"), ("x", "1")) }, listed.LastOrDefault(), 2);
            page.Should().HaveCount(expected);
            listed.AddRange(page);
        }

        listed.Should().Equal("a", "a\uFF01", "a😀", "c", "z");
    }

    [Test]
    public async Task A_range_of_due_times_begins_with_its_first_time_and_ends_before_its_last()
    {
        var from = await StoreNowAsync() + Step;
        var to = from + Step;
        var moment = TimeSpan.FromMicroseconds(1);
        foreach (var (id, due) in new[] { ("e before", from - moment), ("d first", from), ("c within", from + moment), ("b last", to - moment), ("a beyond", to) })
        {
            await SaveAsync(Writes.Schedule(id, due));
        }

        await SaveAsync(Writes.Schedule("never", null));
        await SaveAsync(Writes.Schedule("other job", from) with { Job = "other" });

        (await Store.ListIdsAsync(new() { DueFrom = from, DueBefore = to })).Should().Equal("b last", "c within", "d first", "other job");
        (await Store.ListIdsAsync(new() { DueFrom = from, DueBefore = to, Job = Writes.Job }, "b last")).Should().Equal("c within", "d first");
        (await Store.ListIdsAsync(new() { DueFrom = to })).Should().Equal("a beyond");
        (await Store.ListIdsAsync(new() { DueBefore = from })).Should().Equal("e before");
        (await Store.ListIdsAsync(new() { DueFrom = from.ToOffset(TimeSpan.FromHours(3)), DueBefore = from })).Should().BeEmpty();
        (await Store.ListIdsAsync(new() { DueFrom = DateTimeOffset.MinValue, DueBefore = DateTimeOffset.MaxValue })).Should().HaveCount(6);
    }

    [Test]
    public async Task Only_what_is_active_is_due()
    {
        await SaveDueAsync("active", write => write with { Group = "g" });
        await SaveDueAsync("paused", write => write with { State = ScheduleState.Paused });
        await SaveDueAsync("faulted", write => write with { State = ScheduleState.Faulted });
        await SaveAsync(Writes.Schedule("completed", null) with { State = ScheduleState.Completed });
        ScheduleFilter overdue = new() { DueBefore = await StoreNowAsync() };

        (await Store.ListIdsAsync(overdue)).Should().Equal("active");
        (await Store.ListIdsAsync(overdue with { State = ScheduleState.Paused })).Should().BeEmpty();
        (await Store.ListIdsAsync(overdue with { Group = "g" })).Should().Equal("active");
        await Store.ResumeAsync("paused");
        (await Store.ListIdsAsync(overdue)).Should().Equal("active", "paused");
        await Store.PauseAsync("active");
        (await Store.ListIdsAsync(overdue)).Should().Equal("paused");
    }

    [Test]
    public async Task A_range_of_due_times_is_read_page_by_page_in_the_order_of_ids_however_many_it_holds()
    {
        var from = await StoreNowAsync() + Step;
        var ids = Enumerable.Range(0, 60).Select(i => $"{i:00}").ToList();
        await Store.SaveAsync([.. ids.Select((id, i) => Writes.Schedule(id, from + (((i * 7) % 60) * Step)) with { Job = i % 2 == 0 ? Writes.Job : "other" })], CancellationToken.None);

        foreach (var within in new[] { 3, 40, 60 })
        {
            ScheduleFilter filter = new() { DueFrom = from, DueBefore = from + (within * Step) };
            List<string> listed = [];
            IReadOnlyList<string> page;
            do
            {
                page = await Store.ListIdsAsync(filter, listed.LastOrDefault(), 7);
                listed.AddRange(page);
            }
            while (page.Count == 7);

            listed.Should().Equal(ids.Where((_, i) => (i * 7) % 60 < within));
            (await Store.CountAsync(filter, CancellationToken.None)).Value.Should().Be(within);
        }
    }

    [Test]
    public async Task Those_that_match_are_counted()
    {
        await SaveInAsync("a", Step, write => Labelled(("x", "1"))(write) with { Group = "g" });
        await SaveInAsync("b", Step, Labelled(("x", "1"), ("y", "1")));
        await SaveInAsync("c", Step, write => write with { State = ScheduleState.Paused });

        (await CountAsync(ScheduleFilter.All)).Should().Be(3);
        (await CountAsync(new() { Labels = Of(("x", "1")) })).Should().Be(2);
        (await CountAsync(new() { Labels = Of(("x", "1"), ("y", "1")) })).Should().Be(1);
        (await CountAsync(new() { Group = "g" })).Should().Be(1);
        (await CountAsync(new() { Names = [] })).Should().Be(0);
    }

    [TestCase(StopAction.Delete)]
    [TestCase(StopAction.Pause)]
    public async Task Those_with_a_label_or_due_in_a_range_are_stopped(StopAction action)
    {
        await SaveInAsync("a", Step, Labelled(("x", "1")));
        await SaveInAsync("b", 3 * Step, Labelled(("x", "1")));
        await SaveInAsync("c", 3 * Step, Labelled(("x", "2")));
        var now = await StoreNowAsync();

        (await StopAsync(action, new() { Labels = Of(("x", "1")), DueFrom = now + (2 * Step) })).Should().Equal("b");
        (await StopAsync(action, new() { DueFrom = now + (2 * Step), DueBefore = now + (9 * Step) })).Should().Equal("c");
        (await StopAsync(action, new() { Labels = Of(("x", "1")) })).Should().Equal("a");
    }

    private static Func<ScheduleWrite, ScheduleWrite> Labelled(params (string Name, string Value)[] labels) => write => write with { Labels = Of(labels) };

    private static Dictionary<string, string> Of(params (string Name, string Value)[] labels) => labels.ToDictionary(label => label.Name, label => label.Value);

    private Task<IReadOnlyList<string>> FindAsync(params (string Name, string Value)[] labels) => Store.ListIdsAsync(new() { Labels = Of(labels) });

    private async Task<int> CountAsync(ScheduleFilter filter) => (await Store.CountAsync(filter, CancellationToken.None)).Value;

    private async Task<IEnumerable<string>> StopAsync(StopAction action, ScheduleFilter filter) =>
        (await Store.StopAsync(new StopCommand(action, CancelRequest.Always) { Filter = filter })).Schedules.Select(schedule => schedule.Id);
}
