using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>What a claim leaves of its schedule: nominal times beside due ones, occurrences that are passed over, those that are left.</summary>
public abstract class ChainingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task Nominal_times_and_what_is_left_are_kept_beside_the_due_time()
    {
        var due = await StoreNowAsync() + (5 * Step);
        var saved = await SaveAsync(Writes.Schedule("a", due) with
        {
            NextOccurrence = due - Step,
            Remaining = 7,
            CatchUp = CatchUpPolicy.None,
            CatchUpWindow = TimeSpan.FromSeconds(12.5),
            BufferLimit = 4,
        });

        var read = await ReadAsync("a");

        read.Should().BeEquivalentTo(saved);
        (read.NextDue, read.NextOccurrence, read.Remaining).Should().Be((due, due - Step, 7));
        (read.Definition.CatchUp, read.Definition.CatchUpWindow, read.Definition.BufferLimit).Should().Be((CatchUpPolicy.None, TimeSpan.FromSeconds(12.5), 4));
        var head = (await Store.ReadWindowAsync(5)).Schedules.Single();
        (head.NextOccurrence, head.Remaining, head.CatchUpWindow).Should().Be((due - Step, 7, TimeSpan.FromSeconds(12.5)));
        head.Should().Be(read.ToHead());
    }

    [Test]
    public async Task A_claim_leaves_the_next_due_time_its_nominal_one_and_what_is_left()
    {
        var row = await SaveDueAsync("a", write => write with { NextOccurrence = write.NextDue - Step, Remaining = 7 });
        var next = row.NextDue!.Value + (90 * Step);
        var claim = Claims.Of(row) with { Occurrence = row.NextDue.Value - Step, OccurrenceDue = row.NextDue, Next = next, NextDue = next + Step, Remaining = 6 };

        var run = await ClaimAsync(claim);

        (run.Occurrence, run.Due).Should().Be((row.NextDue.Value - Step, row.NextDue));
        var after = await ReadAsync("a");
        (after.NextDue, after.NextOccurrence, after.Remaining).Should().Be((next + Step, next, 6));
    }

    [Test]
    public async Task What_follows_without_a_due_time_of_its_own_is_due_at_its_nominal_time()
    {
        var row = await SaveDueAsync("a", write => write with { NextOccurrence = write.NextDue - Step, Remaining = 7 });

        await ClaimAsync(Claims.Of(row) with { Next = row.NextDue + Step });

        var after = await ReadAsync("a");
        (after.NextDue, after.NextOccurrence, after.Remaining).Should().Be((row.NextDue + Step, null, null));
    }

    [Test]
    public async Task An_occurrence_that_is_not_yet_due_is_refused_though_its_nominal_time_has_come()
    {
        var row = await SaveDueAsync("a");

        var result = await Store.ClaimAsync(Claims.Of(row) with { Occurrence = row.NextDue!.Value + Step, OccurrenceDue = await StoreNowAsync() + (5 * Step) }, Holder);

        result.Verdict.Should().Be(ClaimVerdict.Refused);
        (await ReadAsync("a")).Should().BeEquivalentTo(row);
    }

    [Test]
    public async Task What_may_not_be_carried_out_any_more_is_refused_unless_it_was()
    {
        var row = await SaveDueAsync("a");
        var claim = Claims.Of(row);
        var past = claim with { NotAfter = await StoreNowAsync() - Step };

        var refused = await Store.ClaimAsync(past, Holder);
        (refused.Verdict, refused.Present).Should().Be((ClaimVerdict.Refused, row.ToHead()));
        await ClaimAsync(claim with { NotAfter = await StoreNowAsync() + Step });

        (await Store.ClaimAsync(past, Holder)).Verdict.Should().Be(ClaimVerdict.Claimed, "the repetition of one that was carried out learns so");
    }

    [Test]
    public async Task Occurrences_are_passed_over_without_a_run()
    {
        var row = await SaveDueAsync("a");
        MissedRun missed = new(Guid.CreateVersion7(), row.NextDue!.Value, row.NextDue.Value + Step);
        var claim = Claims.Of(row) with { RunsNothing = true, Missed = 2, MissedRun = missed, Next = row.NextDue + (2 * Step) };

        var result = await Store.ClaimAsync(claim, Holder);

        var after = await ReadAsync("a");
        (result.Verdict, result.Run, result.OpenRun, result.Buffered).Should().Be((ClaimVerdict.PassedOver, null, null, null));
        result.Present.Should().Be(after.ToHead());
        after.Version.Should().BeGreaterThan(row.Version);
        (after.NextDue, after.Owner, after.Counts).Should().Be((claim.Next, Holder.Node, new OutcomeCounts(0, 0, 0, 0, 2)));
        (await Store.ReadRunAsync(claim.RunId)).Should().BeNull();
        (await Store.ListRunsAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            missed.Id,
            ScheduleId = "a",
            Writes.Job,
            State = RunState.Missed,
            Occurrence = missed.First,
            LastMissed = missed.Last,
            Missed = 2,
            Attempt = 0,
        });
    }

    [Test]
    public async Task All_that_is_left_can_be_passed_over()
    {
        var row = await SaveDueAsync("a");

        var result = await Store.ClaimAsync(Claims.Of(row) with { RunsNothing = true, Missed = 1, Next = null }, Holder);

        (result.Verdict, result.Present).Should().Be((ClaimVerdict.PassedOver, null));
        (await ReadAsync("a")).State.Should().Be(ScheduleState.Completed);
        (await Store.ListRunsAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Missed_ones_are_listed_beside_the_run_and_counted_once()
    {
        var row = await SaveDueAsync("a");
        var latest = row.NextDue!.Value + (3 * Step);
        MissedRun missed = new(Guid.CreateVersion7(), row.NextDue.Value, latest - Step);

        var run = await ClaimAsync(Claims.Of(row) with { Occurrence = latest, Missed = 3, MissedRun = missed, Next = latest + Step });
        await Store.FinishAsync(new Completion(run.Id, 1, RunState.Succeeded));

        (await Store.ListRunsAsync()).Select(listed => (listed.Id, listed.State)).Should().BeEquivalentTo([(run.Id, RunState.Succeeded), (missed.Id, RunState.Missed)]);
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(1, 0, 0, 0, 3));
        (await ReadAsync("a")).LastOutcome.Should().Be(Scheduling.Jobs.RunOutcome.Succeeded);
    }

    [Test]
    public async Task What_is_no_more_listed_stays_counted_once()
    {
        var row = await SaveDueAsync("a");
        var run = await ClaimAsync(Claims.Of(row) with { Missed = 3, MissedRun = new(Guid.CreateVersion7(), row.NextDue!.Value, row.NextDue.Value) });

        await Store.FinishAsync(new Completion(run.Id, 1, RunState.Failed), new(0, TimeSpan.Zero));

        (await Store.ListRunsAsync()).Should().BeEmpty();
        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(0, 1, 0, 0, 3));
    }

    [Test]
    public async Task A_change_of_the_definition_says_anew_what_is_next_and_left()
    {
        var row = await SaveDueAsync("a", write => write with { NextOccurrence = write.NextDue - Step, Remaining = 7 });

        var saved = await SaveAsync(Writes.Replacing(row) with { NextOccurrence = null, Remaining = 3, CatchUpWindow = null });

        (saved.NextOccurrence, saved.Remaining, saved.Definition.CatchUpWindow).Should().Be((null, 3, null));
    }
}
