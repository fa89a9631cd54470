using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.EntityFrameworkCore.Tests.Stores;

/// <summary>That operations join the transaction of the context they are given.</summary>
public abstract class Transactions<TFixture> : DatabaseSuite<TFixture>
    where TFixture : DatabaseFixture, new()
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Several_operations_become_true_together_or_not_at_all(bool isCommitted)
    {
        var row = await SaveDueAsync("old");
        await using (var context = File.Open())
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            var joined = Dialect.On(context);
            (await joined.SaveAsync(Writes.Schedule("new", row.NextDue) with { Group = "g" })).Written.Should().BeTrue();
            (await joined.SaveAsync(Writes.Replacing(row) with { Group = "g" })).Written.Should().BeTrue();
            (await joined.ListIdsAsync(new() { Group = "g" })).Should().Equal("new", "old");
            (await joined.PauseAsync("old")).Schedules.Should().ContainSingle();
            if (isCommitted)
            {
                await transaction.CommitAsync();
            }
        }

        (await Store.ListIdsAsync(ScheduleFilter.All)).Should().Equal(isCommitted ? ["new", "old"] : ["old"]);
        (await ReadAsync("old")).State.Should().Be(isCommitted ? ScheduleState.Paused : ScheduleState.Active);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Runs_that_are_asked_for_become_true_with_the_transaction_or_not_at_all(bool isCommitted)
    {
        var open = await SaveClaimedAsync("a", write => write with { Overlap = OverlapPolicy.BufferOne });
        await SaveDueAsync("b");
        await using (var context = File.Open())
        {
            await using var transaction = await context.Database.BeginTransactionAsync();
            var results = (await Dialect.On(context).TriggerAsync(
                [new("a", Guid.CreateVersion7(), RunCause.Triggered), new("b", Guid.CreateVersion7(), RunCause.Triggered)], Holder, CancellationToken.None)).Value;
            results.Select(result => result.Verdict).Should().Equal(TriggerVerdict.Buffered, TriggerVerdict.Accepted);
            if (isCommitted)
            {
                await transaction.CommitAsync();
            }
        }

        (await Store.ListRunsAsync(new() { State = RunState.Waiting })).Should().HaveCount(isCommitted ? 1 : 0);
        ((await Store.FinishAsync(new Completion(open.Id, 1, RunState.Succeeded))).Promoted is not null).Should().Be(isCommitted);
    }

    [Test]
    public async Task What_the_context_tracks_besides_stays_tracked_and_rows_are_read_anew()
    {
        await SaveDueAsync("a");
        await using var context = File.Open();
        var store = Dialect.On(context);
        await store.ResumeAsync("a");
        await Store.PauseAsync("a");

        (await store.ResumeAsync("a")).Should().NotBeNull();
        context.ChangeTracker.Entries().Should().BeEmpty();
        context.Database.CurrentTransaction.Should().BeNull();
    }

    [Test]
    public async Task A_token_that_is_cancelled_is_honoured_before_anything_is_done()
    {
        var write = Writes.Schedule("a", null);

        await FluentActions.Awaiting(() => Store.SaveAsync([write], new CancellationToken(canceled: true))).Should().ThrowAsync<OperationCanceledException>();

        (await Store.GetAsync("a")).Should().BeNull();
    }

    [Test]
    public async Task Large_batches_are_one_operation()
    {
        var due = await StoreNowAsync() - Step;
        var saved = (await Store.SaveAsync([.. Enumerable.Range(0, 1200).Select(i => Writes.Schedule($"s-{i:0000}", due))], CancellationToken.None)).Value;
        var claimed = (await Store.ClaimAsync([.. saved.Select(result => Claims.Of(result.Present!))], Holder, CancellationToken.None)).Value;
        claimed.Should().OnlyContain(result => result.Verdict == ClaimVerdict.Claimed);
        var ended = (await Store.FinishAsync(
            [.. claimed.Select(result => new Completion(result.Run!.Id, 1, RunState.Succeeded))], StoreCalls.Retention, CancellationToken.None)).Value;
        ended.Should().OnlyContain(result => result.Recorded);

        var stopped = await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.Always) { Filter = ScheduleFilter.All });

        stopped.Schedules.Select(schedule => schedule.Id).Should().Equal(saved.Select(result => result.Present!.Id));
        stopped.Schedules.Select(schedule => schedule.Version).Should().OnlyHaveUniqueItems();
    }
}
