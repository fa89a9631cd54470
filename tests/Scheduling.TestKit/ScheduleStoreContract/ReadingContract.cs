using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How schedules and runs are read by id, and listed.</summary>
public abstract class ReadingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task Schedules_that_do_not_exist_are_left_out()
    {
        await SaveDueAsync("a");
        await SaveDueAsync("b");

        var rows = (await Store.GetAsync(["b", "none", "a"], CancellationToken.None)).Value;

        rows.Select(row => row.Id).Should().BeEquivalentTo("a", "b");
        (await Store.GetAsync([], CancellationToken.None)).Value.Should().BeEmpty();
    }

    [Test]
    public async Task Open_runs_are_read_as_they_stand()
    {
        var claimed = await SaveClaimedAsync("claimed");
        var waiting = await SaveWaitingAsync("waiting", Step);

        var runs = (await Store.ReadRunsAsync([claimed.Id, Guid.NewGuid(), waiting.Id], CancellationToken.None)).Value;

        runs.Should().HaveCount(2);
        runs.Single(run => run.Id == claimed.Id).Should().Be(claimed.ToHead());
        runs.Single(run => run.Id == waiting.Id).Should().BeEquivalentTo(new { State = RunState.Waiting, ScheduleId = "waiting", Attempt = 1 });
    }

    [Test]
    public async Task A_run_that_has_ended_is_not_told_of_as_open()
    {
        var run = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded));

        (await Store.ReadRunAsync(run.Id)).Should().BeNull();
    }

    [Test]
    public async Task Schedules_are_listed_in_the_ordinal_order_of_their_ids()
    {
        string[] ids = ["b", "a", "B", "a-b", "ab", "_", "10", "9", "é", "aa", "z", "Z"];
        await Store.SaveAsync([.. ids.Select(id => Writes.Schedule(id, null))], CancellationToken.None);

        (await Store.ListIdsAsync(ScheduleFilter.All)).Should().Equal(ids.Order(StringComparer.Ordinal));
    }

    [Test]
    public async Task A_character_beyond_the_16_bit_ones_comes_after_them_within_a_page_and_from_page_to_page()
    {
        string[] ids = ["a", "a\uD7FF", "a\uE000", "a\uFF01", "a\uFF01b", "a😀", "a😀b", "a😁", "b"];
        await Store.SaveAsync([.. ids.Reverse().Select(id => Writes.Schedule(id, null))], CancellationToken.None);

        (await Store.ListIdsAsync(ScheduleFilter.All)).Should().Equal(ids);

        List<string> listed = [];
        for (var i = 0; i < ids.Length; i++)
        {
            listed.AddRange(await Store.ListIdsAsync(ScheduleFilter.All, listed.LastOrDefault(), 1));
        }

        listed.Should().Equal(ids);
    }

    [Test]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        var ids = Enumerable.Range(0, 25).Select(i => $"{i:00}").ToList();
        await Store.SaveAsync([.. ids.Select(id => Writes.Schedule(id, null) with { Group = "g" })], CancellationToken.None);

        List<string> listed = [];
        foreach (var expected in new[] { 10, 10, 5, 0 })
        {
            var page = await Store.ListIdsAsync(new() { Group = "g" }, listed.LastOrDefault(), 10);
            page.Should().HaveCount(expected);
            listed.AddRange(page);
        }

        listed.Should().Equal(ids);
    }

    [Test]
    public async Task A_page_begins_after_an_id_that_is_gone_meanwhile()
    {
        await Store.SaveAsync([Writes.Schedule("a", null), Writes.Schedule("b", null), Writes.Schedule("c", null)], CancellationToken.None);
        await Store.DeleteAsync("b");

        (await Store.ListIdsAsync(ScheduleFilter.All, "b")).Should().Equal("c");
        (await Store.ListIdsAsync(ScheduleFilter.All, "c")).Should().BeEmpty();
    }

    [Test]
    public async Task Each_property_of_a_filter_narrows_the_list()
    {
        await SaveVariousAsync();

        (await Store.ListIdsAsync(new() { Group = "g" })).Should().Equal("code", "plain", "unnamed");
        (await Store.ListIdsAsync(new() { Group = "G" })).Should().BeEmpty();
        (await Store.ListIdsAsync(new() { Names = ["n1", "n2"] })).Should().Equal("code", "plain");
        (await Store.ListIdsAsync(new() { Names = [] })).Should().BeEmpty();
        (await Store.ListIdsAsync(new() { Job = "other" })).Should().Equal("code", "job");
        (await Store.ListIdsAsync(new() { State = ScheduleState.Paused })).Should().Equal("paused");
        (await Store.ListIdsAsync(new() { State = ScheduleState.Active })).Should().Equal("code", "job", "plain", "unnamed");
        (await Store.ListIdsAsync(new() { DeclaredInCode = true })).Should().Equal("code");
        (await Store.ListIdsAsync(new() { DeclaredInCode = false })).Should().Equal("job", "paused", "plain", "unnamed");
    }

    [Test]
    public async Task The_properties_of_a_filter_are_joined()
    {
        await SaveVariousAsync();

        (await Store.ListIdsAsync(new() { Group = "g", Names = ["n1"] })).Should().Equal("plain");
        (await Store.ListIdsAsync(new() { Group = "g", Job = "other" })).Should().Equal("code");
        (await Store.ListIdsAsync(new() { Group = "g", State = ScheduleState.Paused })).Should().BeEmpty();
        (await Store.ListIdsAsync(new() { Job = "other", DeclaredInCode = false })).Should().Equal("job");
    }

    [Test]
    public async Task A_list_follows_what_becomes_of_a_schedule()
    {
        var row = await SaveInAsync("a", Step, write => write with { Group = "old", Name = "old" });
        await SaveAsync(Writes.Replacing(row) with { Group = "new", Name = "new", Job = "new" });
        await Store.PauseAsync("a");

        (await Store.ListIdsAsync(new() { Group = "old" })).Should().BeEmpty();
        (await Store.ListIdsAsync(new() { Job = Writes.Job })).Should().BeEmpty();
        (await Store.ListIdsAsync(new() { Group = "new", Names = ["new"], Job = "new", State = ScheduleState.Paused })).Should().Equal("a");
        await Store.ResumeAsync("a");
        (await Store.ListIdsAsync(new() { State = ScheduleState.Paused })).Should().BeEmpty();
        await Store.DeleteAsync("a");
        (await Store.ListIdsAsync(new() { Group = "new" })).Should().BeEmpty();
    }

    private async Task SaveVariousAsync()
    {
        await SaveInAsync("plain", Step, write => write with { Group = "g", Name = "n1" });
        await SaveInAsync("code", Step, write => write with { Group = "g", Name = "n2", Job = "other", DeclaredBy = "app" });
        await SaveInAsync("unnamed", Step, write => write with { Group = "g" });
        await SaveInAsync("job", Step, write => write with { Job = "other", Name = "n3" });
        await SaveInAsync("paused", Step, write => write with { State = ScheduleState.Paused });
    }
}
