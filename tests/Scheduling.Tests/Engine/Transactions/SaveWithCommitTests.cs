using FluentAssertions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.Engine.Transactions;

internal sealed class SaveWithCommitTests
{
    [Test]
    public async Task A_save_is_announced_before_it_is_written_and_told_after_the_commit()
    {
        await using var world = await TransactionWorld.CreateAsync();
        var announced = false;
        world.Cluster.Store.Before = _ =>
        {
            announced = world.Told.Any(news => news == (SchedulingEventKind.Intent, "a"));
            return Task.CompletedTask;
        };

        var saved = await world.Scheduler.SaveAsync(TransactionWorld.Definition("a"));
        var last = await world.LastAsync();
        await world.Cluster.SettleAsync();
        announced.Should().BeTrue();
        world.Told.Should().Equal((SchedulingEventKind.Intent, "a"));

        world.Transaction.Commit();
        await world.FinishAsync(last);
        world.Cluster.Bus.Published.Should().ContainSingle(news => news.Kind == SchedulingEventKind.ScheduleStart && news.Version == saved.Version && news.ScheduleId == "a");
        await world.Cluster.GoOnAsync(TimeSpan.FromMinutes(2));
        world.Cluster.Probe.Starts.Should().HaveCount(2).And.OnlyContain(start => start.Node == "writer");
        world.Cluster.Store.Count("due").Should().Be(0, "both have heard of the save");
    }

    [Test]
    public async Task Nothing_is_told_after_a_rollback()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.Cluster.SaveAsync(world.Writer, "b");
        await world.Writer.Scheduler.PauseAsync("b");
        world.Cluster.Bus.Published.Clear();
        await world.Scheduler.SaveAsync([TransactionWorld.Definition("a"), TransactionWorld.Definition("c")]);
        await world.Scheduler.ResumeAsync("b");
        var deleted = (await world.Scheduler.DeleteAsync("c")).Confirmation;
        var last = await world.LastAsync();

        world.Transaction.RollBack();

        await FluentActions.Awaiting(() => world.FinishAsync(last)).Should().ThrowAsync<OperationCanceledException>();
        deleted.IsCanceled.Should().BeTrue();
        world.Told.Should().Equal((SchedulingEventKind.Intent, "a"), (SchedulingEventKind.Intent, "c"));
        world.Cluster.Store.Stops.Should().OnlyContain(stop => stop.StoppedBefore.Count == 0);
    }

    [Test]
    public async Task Where_nobody_knows_how_it_ended_what_the_rows_show_is_told_and_nothing_else()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.Cluster.SaveAsync(world.Other, "kept");
        var saved = await world.Scheduler.SaveAsync([TransactionWorld.Definition("stands"), TransactionWorld.Definition("changed")]);
        var deleted = (await world.Scheduler.DeleteAsync("kept")).Confirmation;
        await world.Cluster.SaveAsync(world.Other, "kept");
        await world.Other.Scheduler.SaveAsync(TransactionWorld.Definition("changed") with { Name = "n" });
        var last = await world.LastAsync();
        world.Cluster.Bus.Published.Clear();

        world.Transaction.Lose();

        await world.FinishAsync(last);
        (await deleted).Should().Be(CancelResult.None, "a schedule of another version lives");
        world.Told.Should().Equal((SchedulingEventKind.ScheduleStart, "stands"));
        world.Cluster.Bus.Published.Single(news => news.Kind == SchedulingEventKind.ScheduleStart).Version.Should().Be(saved[0].Version);
    }

    [Test]
    public async Task A_transaction_that_has_ended_takes_nothing_more()
    {
        await using var world = await TransactionWorld.CreateAsync();
        world.Transaction.IsOpen = false;

        await world.Awaiting(w => w.Scheduler.SaveAsync(TransactionWorld.Definition("a"))).Should().ThrowAsync<InvalidOperationException>().WithMessage("*has ended*");
        await world.Awaiting(w => w.Scheduler.DeleteAsync("a")).Should().ThrowAsync<InvalidOperationException>();
        (await world.Writer.Scheduler.GetAsync("a")).Should().BeNull();
    }

    [Test]
    public async Task A_definition_that_others_change_meanwhile_is_tried_again_within_the_transaction()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.Cluster.SaveAsync(world.Other, "a");
        world.Transaction.Within!.Before = async operation =>
        {
            if (operation == "save" && world.Transaction.Within.Count("save") == 2)
            {
                await world.Other.Scheduler.SaveAsync(TransactionWorld.Definition("a") with { Name = "theirs" });
            }
        };

        var saved = await world.Scheduler.SaveAsync(TransactionWorld.Definition("a") with { Name = "mine" });

        saved.Name.Should().Be("mine");
        world.Transaction.Within.Calls.Should().Equal("save", "save", "save");
        (await world.Scheduler.GetAsync("a"))!.Version.Should().Be(saved.Version);
        world.Transaction.Within.Count("get").Should().Be(1);
    }

    [Test]
    public async Task A_schedule_that_is_resumed_is_told_of_after_the_commit([Values] bool byEvent)
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.Cluster.SaveAsync(world.Writer, "a");
        await world.Cluster.FinishAsync(world.Writer.Scheduler.PauseAsync("a"));
        world.Cluster.Bus.Published.Clear();

        var sent = byEvent ? await world.Scheduler.SendAsync("schedule/start", new { scheduleId = "a" }) : null;
        var resumed = byEvent || await world.Scheduler.ResumeAsync("a");
        var last = sent?.Confirmation ?? await world.LastAsync();
        await world.Cluster.SettleAsync();
        (resumed, world.Told.Count(), last.IsCompleted, world.Writer.Shell.View.Sleeping).Should().Be((true, 0, false, 0));

        world.Transaction.Commit();
        (await world.FinishAsync(last)).Should().Be(CancelResult.None);
        world.Told.Should().Equal((SchedulingEventKind.ScheduleStart, "a"));
        await world.Cluster.GoOnAsync(TimeSpan.FromMinutes(1));
        world.Cluster.Probe.Count.Should().Be(1);
        (await world.Scheduler.ResumeAsync("none")).Should().BeFalse();
    }

    [Test]
    public async Task The_thread_that_commits_is_not_held_up()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.Scheduler.SaveAsync(TransactionWorld.Definition("a"));
        var last = await world.LastAsync();
        using var committed = new ManualResetEventSlim();
        world.Cluster.Bus.Before = _ =>
        {
            committed.Wait();
            return Task.CompletedTask;
        };

        world.Transaction.Commit();
        committed.Set();

        await world.FinishAsync(last);
        world.Told.Should().Contain((SchedulingEventKind.ScheduleStart, "a"));
    }

    [Test]
    public async Task The_store_of_the_adapter_is_joined_and_the_end_is_asked_for_once()
    {
        await using var world = await TransactionWorld.CreateAsync();
        await world.Scheduler.SaveAsync(TransactionWorld.Definition("a"));
        await world.Scheduler.DeleteAsync("a");

        world.Transaction.Joined.Should().BeSameAs(world.Cluster.Store);
        world.Transaction.Listeners.Should().Be(1);
    }

    [Test]
    public async Task A_transaction_that_the_store_can_not_take_part_in_is_refused()
    {
        await using var world = await TransactionWorld.CreateAsync();
        var strange = Substitute.For<IStoreTransaction>();
        strange.Join(default!).ThrowsForAnyArgs(new InvalidOperationException("Elsewhere."));

        world.Writer.Scheduler.Invoking(scheduler => scheduler.Using(strange)).Should().Throw<InvalidOperationException>().WithMessage("Elsewhere.");
        world.Writer.Scheduler.Invoking(scheduler => scheduler.Using(null!)).Should().Throw<ArgumentNullException>();
    }

    [Test]
    public async Task Bad_input_is_refused_as_outside_of_a_transaction()
    {
        await using var world = await TransactionWorld.CreateAsync();
        var refused = new Func<ITransactionalScheduler, Task>[]
        {
            scheduler => scheduler.SaveAsync(TransactionWorld.Definition("")),
            scheduler => scheduler.SaveAsync((IEnumerable<ScheduleDefinition>)null!),
            scheduler => scheduler.SaveAsync([TransactionWorld.Definition("a"), TransactionWorld.Definition("a")]),
            scheduler => scheduler.DeleteAsync(""),
            scheduler => scheduler.DeleteAsync(new ScheduleFilter()),
            scheduler => scheduler.PauseAsync("a", new string('x', 1_001)),
            scheduler => scheduler.ResumeAsync(" "),
            scheduler => scheduler.GetAsync(""),
            scheduler => scheduler.SendAsync("bad name", new { customerId = 1 }),
            scheduler => scheduler.SendAsync("schedule/start", new { customerId = 1 }),
            scheduler => scheduler.SendAsync(new { customerId = 1 }),
        };

        foreach (var call in refused)
        {
            await world.Scheduler.Awaiting(call).Should().ThrowAsync<ArgumentException>();
        }

        world.Transaction.Within!.Calls.Should().BeEmpty();
    }
}
