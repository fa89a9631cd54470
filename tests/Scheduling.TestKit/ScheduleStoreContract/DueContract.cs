using FluentAssertions;
using NUnit.Framework;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How what is due is read.</summary>
public abstract class DueContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task What_is_due_is_told_earliest_first()
    {
        await SaveInAsync("b", -Step);
        await SaveInAsync("a", -2 * Step);
        await SaveInAsync("later", Step);

        var page = await ReadAsync();

        page.Schedules.Select(head => head.Id).Should().Equal("a", "b");
        (page.Runs.Count, page.More).Should().Be((0, false));
    }

    [Test]
    public async Task A_schedule_is_due_from_its_time_on_and_not_a_microsecond_before()
    {
        Needs(ScheduleStoreCapabilities.ExactTime);
        await SaveInAsync("a", Step);

        await AdvanceAsync(Step - TimeSpan.FromMicroseconds(1));
        (await ReadAsync()).Schedules.Should().BeEmpty();
        await AdvanceAsync(TimeSpan.FromMicroseconds(1));
        (await ReadAsync()).Schedules.Should().ContainSingle();
    }

    [Test]
    public async Task A_run_is_due_when_its_lease_ends_or_its_retry_has_come()
    {
        var claimed = await SaveClaimedAsync("claimed");
        var waiting = await SaveWaitingAsync("waiting", Step);
        await Store.PauseAsync("claimed", CancelRequest.None);

        (await ReadAsync()).Runs.Should().BeEmpty();
        await AdvanceAsync(Step);
        (await ReadAsync()).Runs.Select(run => run.Id).Should().Equal(waiting.Id);
        await AdvanceAsync(Lease - Step);
        (await ReadAsync()).Runs.Select(run => run.Id).Should().Equal(waiting.Id, claimed.Id);
    }

    [Test]
    public async Task No_more_than_the_limit_of_either_kind_is_told_and_whether_there_is_more()
    {
        for (var i = 0; i < 3; i++)
        {
            await SaveClaimedAsync($"{i}");
        }

        await AdvanceAsync(Lease);

        var two = await ReadAsync(limit: 2);
        var three = await ReadAsync(limit: 3);
        var none = await ReadAsync(limit: 0);

        (two.Schedules.Count, two.Runs.Count, two.More).Should().Be((2, 2, true));
        (three.Schedules.Count, three.Runs.Count, three.More).Should().Be((3, 3, false));
        (none.Schedules.Count, none.Runs.Count, none.More).Should().Be((0, 0, true));
    }

    [Test]
    public async Task Due_runs_alone_are_more()
    {
        await SaveWaitingAsync("a", TimeSpan.Zero);
        await Store.SaveAsync(Writes.Replacing(await ReadAsync("a")) with { NextDue = await StoreNowAsync() + (9 * Step) });

        (await ReadAsync(limit: 0)).More.Should().BeTrue();
        (await ReadAsync(limit: 1)).More.Should().BeFalse();
    }

    [Test]
    public async Task What_other_jobs_have_due_is_not_told()
    {
        await SaveClaimedAsync("a", write => write with { Job = "other" });
        await AdvanceAsync(Lease);

        var page = await ReadAsync();

        (page.Schedules.Count, page.Runs.Count, page.More).Should().Be((0, 0, false));
    }

    [Test]
    public async Task Those_named_are_told_of_due_or_not_and_whatever_their_job()
    {
        await SaveInAsync("later", Step);
        await SaveClaimedAsync("strange", write => write with { Job = "other" });

        var page = await ReadAsync(schedules: ["later", "strange", "none"]);

        page.Schedules.Select(head => head.Id).Should().BeEquivalentTo("later", "strange");
        page.More.Should().BeFalse();
    }

    [Test]
    public async Task A_node_that_runs_no_job_is_told_of_those_named_alone()
    {
        await SaveClaimedAsync("claimed");
        await SaveInAsync("due", -Step);
        await AdvanceAsync(Lease);

        var none = (await Store.ReadDueAsync(new(10, [], []), CancellationToken.None)).Value;
        var named = (await Store.ReadDueAsync(new(10, [], ["due"]), CancellationToken.None)).Value;

        none.Should().BeEquivalentTo(new DuePage([], [], false));
        (named.Schedules.Single().Id, named.Runs.Count, named.More).Should().Be(("due", 0, false));
    }

    [Test]
    public async Task Those_named_that_are_not_active_are_left_out()
    {
        await SaveInAsync("paused", Step);
        await Store.PauseAsync("paused");
        var run = await ClaimAsync(Claims.Of(await SaveDueAsync("completed")) with { Next = null });
        await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded));

        var page = await ReadAsync(schedules: ["paused", "completed"]);

        page.Schedules.Should().BeEmpty();
    }

    [Test]
    public async Task None_is_told_twice_and_those_named_take_no_places()
    {
        await SaveInAsync("a", -3 * Step);
        await SaveInAsync("b", -2 * Step);
        await SaveInAsync("c", -Step);

        var page = await ReadAsync(limit: 1, schedules: ["a", "b"]);
        var all = await ReadAsync(limit: 1, schedules: ["c", "b"]);

        (page.More, all.More).Should().Be((true, false));
        page.Schedules.Select(head => head.Id).Should().BeEquivalentTo("a", "b");
        all.Schedules.Select(head => head.Id).Should().BeEquivalentTo("a", "b", "c");
        all.Schedules[0].Id.Should().Be("a");
    }

    private async Task<DuePage> ReadAsync(int limit = 10, string[]? schedules = null) =>
        (await Store.ReadDueAsync(new(limit, [Writes.Job], schedules ?? []), CancellationToken.None)).Value;
}
