using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How runs are listed, open ones and ended ones together.</summary>
public abstract class ListingRunsContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Pages_follow_each_other_from_the_greatest_id_down(bool ofOneSchedule)
    {
        await SaveDueAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });
        List<Guid> runs = [];
        for (var i = 0; i < 8; i++)
        {
            runs.Add((await ClaimAsync(Claims.Of(await ReadAsync("a")))).Id);
        }

        foreach (var run in runs.Take(4))
        {
            await Store.FinishAsync(new(run, 1, RunState.Succeeded));
        }

        List<Guid> listed = [];
        foreach (var expected in new[] { 3, 3, 2, 0 })
        {
            var page = await Store.ListRunsAsync(new() { ScheduleId = ofOneSchedule ? "a" : null }, listed.Count == 0 ? null : listed[^1], 3);
            page.Should().HaveCount(expected);
            listed.AddRange(page.Select(run => run.Id));
        }

        listed.Select(id => id.ToString("N")).Should().Equal(runs.Select(id => id.ToString("N")).OrderDescending(StringComparer.Ordinal));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_page_begins_before_an_id_that_is_gone_meanwhile(bool ofOneSchedule)
    {
        var gone = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(gone.Id, 1, RunState.Succeeded), new(0, TimeSpan.FromDays(1)));
        List<Guid> left = [];
        for (var i = 0; i < 6; i++)
        {
            var run = await ClaimAsync(Claims.Of(await ReadAsync("a")));
            await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded), new(6, TimeSpan.FromDays(1)));
            left.Add(run.Id);
        }

        var page = await Store.ListRunsAsync(new() { ScheduleId = ofOneSchedule ? "a" : null }, gone.Id);

        page.Select(run => run.Id).Should().Equal(left.Where(id => id.CompareTo(gone.Id) < 0).OrderDescending());
    }

    [Test]
    public async Task Each_property_of_a_filter_narrows_the_list()
    {
        await SaveVariousAsync();

        (await SchedulesAsync(new())).Should().Equal("claimed", "failed", "succeeded", "waiting");
        (await SchedulesAsync(new() { ScheduleId = "failed" })).Should().Equal("failed");
        (await SchedulesAsync(new() { ScheduleId = "Failed" })).Should().BeEmpty();
        (await SchedulesAsync(new() { Group = "g" })).Should().Equal("claimed", "succeeded");
        (await SchedulesAsync(new() { Group = "G" })).Should().BeEmpty();
        (await SchedulesAsync(new() { Job = "other" })).Should().Equal("failed", "succeeded");
        (await SchedulesAsync(new() { Job = "unknown" })).Should().BeEmpty();
        (await SchedulesAsync(new() { State = RunState.Claimed })).Should().Equal("claimed");
        (await SchedulesAsync(new() { State = RunState.Waiting })).Should().Equal("waiting");
        (await SchedulesAsync(new() { State = RunState.Succeeded })).Should().Equal("succeeded");
        (await SchedulesAsync(new() { State = RunState.Failed })).Should().Equal("failed");
        (await SchedulesAsync(new() { State = RunState.Cancelled })).Should().BeEmpty();
    }

    [Test]
    public async Task The_properties_of_a_filter_are_joined()
    {
        await SaveVariousAsync();

        (await SchedulesAsync(new() { Group = "g", Job = "other" })).Should().Equal("succeeded");
        (await SchedulesAsync(new() { Group = "g", State = RunState.Claimed })).Should().Equal("claimed");
        (await SchedulesAsync(new() { ScheduleId = "claimed", State = RunState.Claimed, Job = Writes.Job, Group = "g" })).Should().Equal("claimed");
        (await SchedulesAsync(new() { ScheduleId = "claimed", State = RunState.Succeeded })).Should().BeEmpty();
        (await SchedulesAsync(new() { ScheduleId = "failed", Group = "g" })).Should().BeEmpty();
    }

    [Test]
    public async Task A_page_is_full_though_other_runs_lie_between_those_that_match()
    {
        for (var i = 0; i < 12; i++)
        {
            await SaveClaimedAsync($"{i}", write => write with { Group = i % 2 == 0 ? "even" : "odd" });
        }

        var first = await Store.ListRunsAsync(new() { Group = "even" }, null, 4);
        var second = await Store.ListRunsAsync(new() { Group = "even" }, first[^1].Id, 4);

        (first.Count, second.Count).Should().Be((4, 2));
        first.Concat(second).Select(run => run.ScheduleId).Should().BeEquivalentTo("0", "2", "4", "6", "8", "10");
    }

    [Test]
    public async Task Runs_are_found_as_they_were_claimed_whatever_their_schedule_is_now()
    {
        var open = await SaveClaimedAsync("open", write => write with { Group = "old", Name = "old" });
        var ended = await SaveClaimedAsync("ended", write => write with { Group = "old", Name = "old" });
        await Store.FinishAsync(new(ended.Id, 1, RunState.Succeeded));
        foreach (var id in new[] { "open", "ended" })
        {
            await SaveAsync(Writes.Replacing(await ReadAsync(id)) with { Group = "new", Name = "new", Job = "new" });
        }

        (await SchedulesAsync(new() { Group = "new" })).Should().BeEmpty();
        (await SchedulesAsync(new() { Job = "new" })).Should().BeEmpty();
        (await SchedulesAsync(new() { Group = "old", Job = Writes.Job })).Should().Equal("ended", "open");
        (await Store.ListRunsAsync()).Should().OnlyContain(run => run.Name == "old");
        (await Store.ListRunsAsync(new() { ScheduleId = "open" })).Should().Equal(open);
    }

    [Test]
    public async Task By_its_id_the_runs_of_all_lives_of_a_schedule_are_listed()
    {
        var ended = await SaveClaimedAsync("a");
        await Store.FinishAsync(new(ended.Id, 1, RunState.Succeeded));
        var first = await ClaimAsync(Claims.Of(await ReadAsync("a")));
        await Store.DeleteAsync("a");
        var second = await SaveClaimedAsync("a");
        await SaveClaimedAsync("b");

        (await Store.ListRunsAsync(new() { ScheduleId = "a" })).Select(run => run.Id).Should().BeEquivalentTo([ended.Id, first.Id, second.Id]);
        (await Store.ListRunsAsync(new() { ScheduleId = "none" })).Should().BeEmpty();
    }

    private async Task SaveVariousAsync()
    {
        await SaveClaimedAsync("claimed", write => write with { Group = "g" });
        await SaveWaitingAsync("waiting", Step);
        var succeeded = await SaveClaimedAsync("succeeded", write => write with { Group = "g", Job = "other" });
        await Store.FinishAsync(new(succeeded.Id, 1, RunState.Succeeded));
        var failed = await SaveClaimedAsync("failed", write => write with { Group = "h", Job = "other" });
        await Store.FinishAsync(new(failed.Id, 1, RunState.Failed));
    }

    private async Task<IEnumerable<string>> SchedulesAsync(RunFilter filter) =>
        (await Store.ListRunsAsync(filter)).Select(run => run.ScheduleId).Order(StringComparer.Ordinal);
}
