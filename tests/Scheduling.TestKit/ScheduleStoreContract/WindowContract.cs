using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>How the nearest wake-ups are read.</summary>
public abstract class WindowContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task An_empty_store_has_no_wake_ups()
    {
        var page = await Store.ReadWindowAsync(10, strangers: 10);

        page.Should().BeEquivalentTo(new WindowPage([], [], false, []));
    }

    [Test]
    public async Task The_earliest_come_first_and_those_of_one_time_by_id()
    {
        var due = await StoreNowAsync() + Step;
        foreach (var (id, delay) in new[] { ("d", 1), ("b", 0), ("a", 2), ("B", 0), ("c", 0), ("b-", 0) })
        {
            await SaveAsync(Writes.Schedule(id, due + (delay * Step)));
        }

        var page = await Store.ReadWindowAsync(10);

        page.Schedules.Select(head => head.Id).Should().Equal("B", "b", "b-", "c", "d", "a");
        page.Schedules.Select(head => head.NextDue).Should().BeInAscendingOrder();
        page.More.Should().BeFalse();
    }

    [Test]
    public async Task Those_of_one_time_come_in_the_order_of_code_points()
    {
        var due = await StoreNowAsync() + Step;
        await Store.SaveAsync([Writes.Schedule("a😀", due), Writes.Schedule("a\uFF01", due), Writes.Schedule("a\uE000", due)], CancellationToken.None);

        (await Store.ReadWindowAsync(3)).Schedules.Select(head => head.Id).Should().Equal("a\uE000", "a\uFF01", "a😀");
        (await Store.ReadWindowAsync(2)).Schedules.Select(head => head.Id).Should().Equal("a\uE000", "a\uFF01");
    }

    [Test]
    public async Task A_window_holds_what_a_node_needs_to_claim()
    {
        var row = await SaveInAsync("a", Step, write => write with { CatchUp = CatchUpPolicy.All });

        var head = (await Store.ReadWindowAsync(10)).Schedules.Single();

        head.Should().Be(new ScheduleHead("a", row.Version, Writes.Job, row.Definition.Recurrence, CatchUpPolicy.All, row.NextDue!.Value, Writes.Owner));
        head.Should().Be(row.ToHead());
    }

    [Test]
    public async Task What_does_not_fit_is_said_to_be_more()
    {
        var due = await StoreNowAsync() + Step;
        await Store.SaveAsync([.. Enumerable.Range(0, 5).Select(i => Writes.Schedule($"{i}", due))], CancellationToken.None);

        var four = await Store.ReadWindowAsync(4);
        var five = await Store.ReadWindowAsync(5);

        (four.Schedules.Select(head => head.Id).Last(), four.Schedules.Count, four.More).Should().Be(("3", 4, true));
        (five.Schedules.Count, five.More).Should().Be((5, false));
    }

    [Test]
    public async Task Runs_and_schedules_compete_for_the_same_places()
    {
        var run = await SaveClaimedAsync("claimed");
        await Store.PauseAsync("claimed", CancelRequest.None);
        await SaveAsync(Writes.Schedule("before", run.LeaseUntil - Step));
        await SaveAsync(Writes.Schedule("after", run.LeaseUntil + Step));

        var one = await Store.ReadWindowAsync(1);
        var two = await Store.ReadWindowAsync(2);
        var three = await Store.ReadWindowAsync(3);

        (one.Schedules.Single().Id, one.Runs.Count, one.More).Should().Be(("before", 0, true));
        (two.Schedules.Single().Id, two.Runs.Single(), two.More).Should().Be(("before", run.ToHead(), true));
        (three.Schedules.Count, three.Runs.Count, three.More).Should().Be((2, 1, false));
    }

    [Test]
    public async Task A_run_and_a_schedule_of_one_time_are_ordered_by_id_too()
    {
        var run = await SaveClaimedAsync("claimed");
        await Store.PauseAsync("claimed", CancelRequest.None);
        var id = run.Id.ToString("N");
        await SaveAsync(Writes.Schedule(id + "0", run.LeaseUntil));
        await SaveAsync(Writes.Schedule(id[..31], run.LeaseUntil));

        var one = await Store.ReadWindowAsync(1);
        var two = await Store.ReadWindowAsync(2);

        (one.Schedules.Single().Id, one.Runs.Count, one.More).Should().Be((id[..31], 0, true));
        (two.Schedules.Single().Id, two.Runs.Single().Id, two.More).Should().Be((id[..31], run.Id, true));
    }

    [Test]
    public async Task Runs_of_one_time_are_ordered_by_the_text_of_their_ids()
    {
        Needs(ScheduleStoreCapabilities.ExactTime);
        List<Guid> ids = [];
        for (var i = 0; i < 20; i++)
        {
            ids.Add((await SaveClaimedAsync($"{i}")).Id);
            await Store.PauseAsync($"{i}", CancelRequest.None);
        }

        var runs = (await Store.ReadWindowAsync(20)).Runs;

        runs.Select(run => run.Id.ToString("N")).Should().Equal(ids.Select(id => id.ToString("N")).Order(StringComparer.Ordinal));
    }

    [Test]
    public async Task A_waiting_run_wakes_at_the_time_of_its_retry()
    {
        var now = await StoreNowAsync();
        var run = await SaveWaitingAsync("a", 5 * Step);

        var head = (await Store.ReadWindowAsync(10)).Runs.Single();

        (head.Id, head.State).Should().Be((run.Id, RunState.Waiting));
        ShouldBeAt(head.LeaseUntil, now + (5 * Step));
    }

    [Test]
    public async Task Only_what_is_active_or_open_wakes_up()
    {
        await SaveInAsync("paused", Step);
        await Store.PauseAsync("paused");
        await SaveAsync(Writes.Schedule("completed", null) with { State = ScheduleState.Completed });
        var faulted = await SaveInAsync("faulted", Step);
        await Store.SetAsideAsync("faulted", faulted.Version, "x", CancellationToken.None);
        await SaveInAsync("deleted", Step);
        await Store.DeleteAsync("deleted");
        var run = await ClaimAsync(Claims.Of(await SaveDueAsync("ended")) with { Next = null });
        await Store.FinishAsync(new(run.Id, 1, RunState.Succeeded));

        var page = await Store.ReadWindowAsync(10, strangers: 10);

        page.Should().BeEquivalentTo(new WindowPage([], [], false, []));
    }

    [Test]
    public async Task Only_jobs_that_are_named_count_and_the_earliest_strangers_are_told_apart()
    {
        var due = await StoreNowAsync() + Step;
        await SaveAsync(Writes.Schedule("own", due + (9 * Step)));
        await SaveAsync(Writes.Schedule("x2", due + (2 * Step)) with { Job = "x" });
        await SaveAsync(Writes.Schedule("y1", due + Step) with { Job = "y" });
        await SaveAsync(Writes.Schedule("y3", due + (3 * Step)) with { Job = "y" });
        await SaveAsync(Writes.Schedule("x0", due) with { Job = "x", State = ScheduleState.Paused });
        await ClaimAsync(Claims.Of(await SaveDueAsync("strange-run", write => write with { Job = "x" })) with { Next = due + (8 * Step) });

        var page = await Store.ReadWindowAsync(10, strangers: 2);

        (page.Schedules.Single().Id, page.Runs.Count, page.More).Should().Be(("own", 0, false));
        page.Strangers.Select(head => head.Id).Should().Equal("y1", "x2");
        (await Store.ReadWindowAsync(10)).Strangers.Should().BeEmpty();
    }

    [Test]
    public async Task Several_jobs_share_a_window()
    {
        var due = await StoreNowAsync() + Step;
        for (var i = 0; i < 9; i++)
        {
            await SaveAsync(Writes.Schedule($"{i}", due + (i * Step)) with { Job = $"job-{i % 3}" });
        }

        var page = (await Store.ReadWindowAsync(new(4, ["job-0", "job-2", "unknown"], 9), CancellationToken.None)).Value;

        page.Schedules.Select(head => head.Id).Should().Equal("0", "2", "3", "5");
        page.More.Should().BeTrue();
        page.Strangers.Select(head => head.Id).Should().Equal("1", "4", "7");
    }

    [Test]
    public async Task A_node_that_runs_no_job_has_no_wake_ups_and_only_strangers()
    {
        var due = await StoreNowAsync() + Step;
        await SaveAsync(Writes.Schedule("x", due + Step) with { Job = "x" });
        await SaveAsync(Writes.Schedule("y", due) with { Job = "y" });
        await SaveClaimedAsync("claimed");
        await Store.PauseAsync("claimed", CancelRequest.None);

        var none = (await Store.ReadWindowAsync(new(10, [], 0), CancellationToken.None)).Value;
        var page = (await Store.ReadWindowAsync(new(10, [], 2), CancellationToken.None)).Value;

        none.Should().BeEquivalentTo(new WindowPage([], [], false, []));
        (page.Schedules.Count, page.Runs.Count, page.More).Should().Be((0, 0, false));
        page.Strangers.Select(head => head.Id).Should().Equal("y", "x");
    }

    [Test]
    public async Task A_window_follows_what_becomes_of_a_schedule()
    {
        var first = await SaveInAsync("a", Step);
        await SaveInAsync("b", 2 * Step);
        await SaveAsync(Writes.Replacing(first) with { NextDue = first.NextDue + (9 * Step) });

        (await Store.ReadWindowAsync(10)).Schedules.Select(head => head.Id).Should().Equal("b", "a");
        await Store.PauseAsync("a");
        (await Store.ReadWindowAsync(10)).Schedules.Select(head => head.Id).Should().Equal("b");
        await Store.ResumeAsync("a");
        (await Store.ReadWindowAsync(10)).Schedules.Select(head => head.Id).Should().Equal("b", "a");
        await SaveAsync(Writes.Replacing(await ReadAsync("a")) with { Job = "other" });
        (await Store.ReadWindowAsync(10)).Schedules.Select(head => head.Id).Should().Equal("b");
    }
}
