using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>What a claim does where it is granted.</summary>
public abstract class ClaimingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_claim_takes_the_occurrence_and_advances_the_schedule_in_one_step()
    {
        var row = await SaveDueAsync("a");
        var claim = Claims.Of(row) with { Next = row.NextDue + (90 * Step) };

        var result = await Store.ClaimAsync(claim, Holder);

        var after = await ReadAsync("a");
        (result.Verdict, result.OpenRun).Should().Be((ClaimVerdict.Claimed, null));
        result.Present.Should().Be(after.ToHead());
        (after.NextDue, after.State, after.Owner).Should().Be((claim.Next, ScheduleState.Active, Holder.Node));
        (after.Incarnation, after.CreatedAt, after.UpdatedAt).Should().Be((row.Incarnation, row.CreatedAt, row.UpdatedAt));
        after.Counts.Should().Be(default(OutcomeCounts));
        (await Store.ReadRunAsync(claim.RunId)).Should().Be(result.Run!.ToHead());
    }

    [Test]
    public async Task A_run_begins_with_its_own_copy_of_what_it_needs()
    {
        var row = await SaveDueAsync("a", write => write with { Group = "g", Name = "n", Payload = """{"x":1}""", TraceParent = "00-1-2-01" });
        var claim = Claims.Of(row) with { Occurrence = row.NextDue!.Value + Step };
        var now = await StoreNowAsync();

        var run = await ClaimAsync(claim);

        run.Should().BeEquivalentTo(new
        {
            Id = claim.RunId,
            ScheduleId = "a",
            Group = "g",
            Name = "n",
            row.Incarnation,
            Writes.Job,
            Payload = """{"x":1}""",
            TraceParent = "00-1-2-01",
            claim.Occurrence,
            Attempt = 1,
            Failures = 0,
            Lost = 0,
            Holder.Node,
            State = RunState.Claimed,
            Started = false,
            Cancel = CancelRequest.None,
        });
        ShouldBeAt(run.LeaseUntil, now + Lease);
    }

    [Test]
    public async Task A_lease_is_counted_from_the_time_of_the_reply()
    {
        var row = await SaveDueAsync("a");

        var reply = await Store.ClaimAsync([Claims.Of(row)], Holder, CancellationToken.None);

        ShouldBeAt(reply.Value.Single().Run!.LeaseUntil, reply.StoreNow + Lease);
    }

    [Test]
    public async Task Version_and_fence_rise_with_each_claim()
    {
        var row = await SaveDueAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });
        var head = row.ToHead()!;
        var (version, fence) = (row.Version, 0L);

        for (var i = 0; i < 5; i++)
        {
            var result = await Store.ClaimAsync(Claims.Of(head), Holder);
            head = result.Present!;
            head.Version.Should().BeGreaterThan(version);
            result.Run!.Fence.Should().BeGreaterThan(fence);
            (version, fence) = (head.Version, result.Run.Fence);
        }
    }

    [Test]
    public async Task A_fence_rises_also_over_the_lives_of_an_id()
    {
        var first = await SaveClaimedAsync("a");
        await Store.DeleteAsync("a");

        var second = await SaveClaimedAsync("a");

        second.Fence.Should().BeGreaterThan(first.Fence);
        second.Incarnation.Should().BeGreaterThan(first.Incarnation);
    }

    [Test]
    public async Task A_claim_without_a_next_occurrence_completes_the_schedule()
    {
        var row = await SaveDueAsync("a");

        var result = await Store.ClaimAsync(Claims.Of(row) with { Next = null }, Holder);

        (result.Verdict, result.Present).Should().Be((ClaimVerdict.Claimed, null));
        var after = await ReadAsync("a");
        (after.State, after.NextDue).Should().Be((ScheduleState.Completed, null));
        after.Version.Should().BeGreaterThan(row.Version);
    }

    [Test]
    public async Task Occurrences_that_are_passed_over_are_counted_as_missed()
    {
        var row = await SaveDueAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });

        var result = await Store.ClaimAsync(Claims.Of(row) with { Missed = 7 }, Holder);
        await ClaimAsync(Claims.Of(result.Present!) with { Missed = 2 });

        (await ReadAsync("a")).Counts.Should().Be(new OutcomeCounts(0, 0, 0, 0, 9));
    }

    [Test]
    public async Task A_schedule_is_claimed_from_its_due_time_on_and_not_a_microsecond_before()
    {
        Needs(ScheduleStoreCapabilities.ExactTime);
        var row = await SaveInAsync("a", Step);

        await AdvanceAsync(Step - TimeSpan.FromMicroseconds(1));
        (await Store.ClaimAsync(Claims.Of(row), Holder)).Verdict.Should().Be(ClaimVerdict.Refused);
        await AdvanceAsync(TimeSpan.FromMicroseconds(1));
        (await Store.ClaimAsync(Claims.Of(row), Holder)).Verdict.Should().Be(ClaimVerdict.Claimed);
    }

    [Test]
    public async Task The_items_of_a_batch_are_decided_one_by_one_in_their_order()
    {
        var (a, b, c) = (await SaveDueAsync("a"), await SaveDueAsync("b"), await SaveInAsync("c", 9 * Step));
        Claim[] claims = [Claims.Of(a), Claims.Of(c), Claims.Of(b) with { Version = b.Version - 1 }, Claims.Of(b)];

        var results = (await Store.ClaimAsync(claims, Holder, CancellationToken.None)).Value;

        results.Select(result => result.Verdict)
            .Should().Equal(ClaimVerdict.Claimed, ClaimVerdict.Refused, ClaimVerdict.Refused, ClaimVerdict.Claimed);
        results.Select(result => result.Run?.Id).Should().Equal(claims[0].RunId, null, null, claims[3].RunId);
    }

    [Test]
    public async Task One_schedule_is_claimed_once_in_a_batch()
    {
        var row = await SaveDueAsync("a", write => write with { Overlap = OverlapPolicy.AllowAll });

        var results = (await Store.ClaimAsync([Claims.Of(row), Claims.Of(row)], Holder, CancellationToken.None)).Value;

        results.Select(result => result.Verdict).Should().Equal(ClaimVerdict.Claimed, ClaimVerdict.Refused);
        results[1].OpenRun!.Id.Should().Be(results[0].Run!.Id);
        results[1].Present.Should().Be(results[0].Present);
    }

    [Test]
    public async Task A_batch_of_a_thousand_is_answered_in_order()
    {
        var due = await StoreNowAsync() - Step;
        var rows = (await Store.SaveAsync([.. Enumerable.Range(0, 1000).Select(i => Writes.Schedule($"{i}", due))], CancellationToken.None)).Value;
        Claim[] claims = [.. rows.Reverse().Select(row => Claims.Of(row.Present!))];

        var results = (await Store.ClaimAsync(claims, Holder, CancellationToken.None)).Value;

        results.Select(result => (result.Verdict, result.Run?.Id, result.Run?.ScheduleId, result.Present?.Id))
            .Should().Equal(claims.Select(claim => (ClaimVerdict.Claimed, (Guid?)claim.RunId, (string?)claim.ScheduleId, (string?)claim.ScheduleId)));
    }
}
