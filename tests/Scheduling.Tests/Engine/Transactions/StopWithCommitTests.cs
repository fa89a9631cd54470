using FluentAssertions;
using NUnit.Framework;
using Scheduling.Errors;
using Scheduling.Events;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.Tests.Diagnostics;

namespace Scheduling.Tests.Engine.Transactions;

internal sealed class StopWithCommitTests
{
    private static readonly DateTimeOffset s_due = EngineHost.Start.AddMinutes(1);

    private static readonly (string Name, Func<ITransactionalScheduler, Task<PendingCancel>> Make)[] s_stops =
    [
        ("delete", scheduler => scheduler.DeleteAsync("a")),
        ("filter", scheduler => scheduler.DeleteAsync(new ScheduleFilter { Group = "g" })),
        ("pause", scheduler => scheduler.PauseAsync("a", "why")),
        ("event", scheduler => scheduler.SendAsync("schedule/cancel", new { scheduleId = "a" })),
    ];

    private static IEnumerable<string> Stops => s_stops.Select(stop => stop.Name);

    [TestCaseSource(nameof(Stops))]
    public async Task Schedules_are_stopped_within_the_transaction_and_their_runs_after_the_commit(string stop)
    {
        await using var world = await TransactionWorld.CreateAsync();
        using var meters = new MeterLog(world.Writer.Services);
        await world.RunOnOtherAsync("a");

        var pending = await s_stops.Single(s => s.Name == stop).Make(world.Scheduler);
        await world.Cluster.SettleAsync();
        (pending.Schedules, pending.Confirmation.IsCompleted, world.Told.Count()).Should().Be((1, false, 0));
        world.Cluster.Store.Stops.Should().ContainSingle().Which.SchedulesOnly.Should().BeTrue();
        meters.Sum("scheduling.stopped").Should().Be(0);

        world.Transaction.Commit();
        (await world.FinishAsync(pending.Confirmation)).Should().Be(new CancelResult(1, 0, 0, 1));
        world.Told.Should().Contain((SchedulingEventKind.ScheduleCancel, "a"));
        world.Cluster.Store.Stops.Should().HaveCount(2);
        var second = world.Cluster.Store.Stops.Last();
        (second.SchedulesOnly, second.Ids.Count, second.CancelKeys.Count, second.Filter).Should().Be((false, 0, 0, null));
        second.StoppedBefore.Select(stopped => stopped.Id).Should().Equal("a");
        await world.Cluster.SettleAsync(() => world.Cluster.Probe.Last.Token.IsCancellationRequested && world.Cluster.Probe.HeldOn("other") == 0);
        await world.Cluster.GoOnAsync(TimeSpan.FromMinutes(5));
        world.Cluster.Probe.Count.Should().Be(1);
        (world.Writer.Shell.View.Sleeping, world.Other.Shell.View.Sleeping).Should().Be((0, 0));
        meters.Sum("scheduling.stopped").Should().Be(1);
        meters.Sum("scheduling.store.operations", ("operation", "stop")).Should().Be(2);
    }

    [Test]
    public async Task A_schedule_that_sleeps_is_counted_as_asleep()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.Cluster.SaveAsync(world.Other, "a");
        await world.Cluster.SaveAsync(world.Other, "b");
        var pending = await world.Scheduler.DeleteAsync(ScheduleFilter.All);

        world.Transaction.Commit();

        (await world.FinishAsync(pending.Confirmation)).Should().Be(new CancelResult(2, 2, 0, 0));
        world.Other.Shell.View.Sleeping.Should().Be(0);
    }

    [Test]
    public async Task When_nothing_was_stopped_that_is_confirmed_by_the_commit_without_a_statement()
    {
        await using var world = await TransactionWorld.CreateAsync();
        var filter = await world.Scheduler.DeleteAsync(new ScheduleFilter { Group = "none" });
        var nothing = await world.Scheduler.SendAsync<object?>("customer/deleted", null);
        filter.Confirmation.IsCompleted.Should().BeFalse();

        world.Transaction.Commit();

        (await world.FinishAsync(filter.Confirmation), await world.FinishAsync(nothing.Confirmation)).Should().Be((CancelResult.None, CancelResult.None));
        world.Cluster.Store.Stops.Should().ContainSingle();
    }

    [Test]
    public async Task Whoever_names_an_id_is_told_of_its_open_runs_though_there_was_nothing_to_be_stopped([Values] bool pauses)
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.RunOnOtherAsync("a", Recurrence.Once(s_due));
        if (!pauses)
        {
            await world.Cluster.Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.BeforeStart) { Ids = ["a"] }, default);
        }

        var pending = await (pauses ? world.Scheduler.PauseAsync("a") : world.Scheduler.DeleteAsync("a"));
        pending.Schedules.Should().Be(0);
        world.Transaction.Commit();

        (await world.FinishAsync(pending.Confirmation)).Should().Be(new CancelResult(0, 0, 0, 1));
        var version = pauses ? (await world.Scheduler.GetAsync("a"))!.Version : world.Cluster.Probe.Last.Run.FencingToken + 1;
        world.Cluster.Store.Stops.Last().StoppedBefore.Should().Equal(new StoppedSchedule("a", version));
    }

    [Test]
    public async Task What_is_saved_anew_under_an_id_meanwhile_is_not_stopped_by_the_commit()
    {
        await using var world = await TransactionWorld.CreateAsync();
        var pending = await world.Scheduler.DeleteAsync("a");
        await world.Cluster.SaveAsync(world.Other, "a");
        await world.Other.Scheduler.SaveAsync(TransactionWorld.Definition("a") with { Name = "n" });
        world.Cluster.Store.Stops.Clear();

        world.Transaction.Commit();

        (await world.FinishAsync(pending.Confirmation)).Should().Be(CancelResult.None);
        world.Cluster.Store.Stops.Should().BeEmpty("no run of it was open");
        (await world.Scheduler.GetAsync("a"))!.Name.Should().Be("n");
    }

    [Test]
    public async Task A_schedule_that_became_active_after_a_pause_that_found_it_paused_keeps_its_later_runs()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.Cluster.SaveAsync(world.Other, "a");
        await world.Cluster.FinishAsync(world.Other.Scheduler.PauseAsync("a"));
        var paused = (await world.Scheduler.GetAsync("a"))!.Version;
        var pending = await world.Scheduler.PauseAsync("a");
        await world.Other.Scheduler.ResumeAsync("a");

        world.Transaction.Commit();

        await world.FinishAsync(pending.Confirmation);
        world.Cluster.Store.Stops.Last().StoppedBefore.Should().Equal(new StoppedSchedule("a", paused));
        (await world.Scheduler.GetAsync("a"))!.State.Should().Be(ScheduleState.Active);
    }

    [Test]
    public async Task A_store_that_is_gone_after_the_commit_leaves_it_unconfirmed_but_told()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.RunOnOtherAsync("a");
        var pending = await world.Scheduler.DeleteAsync("a");
        world.Cluster.Store.Before = _ => throw new IOException("no store");

        world.Transaction.Commit();

        (await world.Awaiting(w => w.FinishAsync(pending.Confirmation)).Should().ThrowAsync<CancelUnconfirmedException>()).WithInnerException<IOException>();

        world.Told.Should().Contain((SchedulingEventKind.ScheduleCancel, "a"));
        world.Other.Shell.View.Sleeping.Should().Be(0);
    }

    [Test]
    public async Task A_holder_that_is_silent_does_not_hold_back_what_comes_after_in_the_transaction()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.RunOnOtherAsync("a");
        world.Cluster.Silence(world.Other);
        var slow = await world.Scheduler.DeleteAsync("a");
        await world.Scheduler.SaveAsync(TransactionWorld.Definition("b"));
        var last = await world.LastAsync();

        world.Transaction.Commit();
        await world.FinishAsync(last);

        world.Told.Should().ContainInOrder((SchedulingEventKind.ScheduleCancel, "a"), (SchedulingEventKind.ScheduleStart, "b"));
        slow.Confirmation.IsCompleted.Should().BeFalse();
        world.Cluster.Revive(world.Other);
        (await world.FinishAsync(slow.Confirmation)).SignalledRunning.Should().Be(1);
    }
}
