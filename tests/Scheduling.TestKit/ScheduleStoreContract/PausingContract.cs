using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>Pauses that end by themselves.</summary>
public abstract class PausingContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task A_schedule_that_is_paused_until_a_time_is_due_then()
    {
        var row = await SaveDueAsync("a", write => write with { Note = "its own" });
        var until = await InAsync(20);

        var stopped = (await PauseAsync(until, "holidays")).Schedules.Single();

        var after = await ReadAsync("a");
        stopped.Should().Be(new StoppedSchedule("a", after.Version) { Head = after.ToHead() });
        after.Version.Should().BeGreaterThan(row.Version);
        (after.State, after.NextDue, after.NextOccurrence, after.PausedUntil, after.PausedDue, after.Note).Should()
            .Be((ScheduleState.Active, until, row.NextDue, until, row.NextDue, "holidays"));
        (await Store.ReadWindowAsync(10)).Schedules.Should().Equal(after.ToHead()!);
        (await Store.ClaimAsync(Claims.Of(after) with { Occurrence = row.NextDue!.Value }, Holder)).Verdict.Should().Be(ClaimVerdict.Refused);
    }

    [Test]
    public async Task One_that_is_due_later_anyway_stays_so()
    {
        var row = await SaveInAsync("a", 40 * Step, write => write with { NextOccurrence = write.NextDue - Step });
        var until = await InAsync(20);

        await PauseAsync(until);

        var after = await ReadAsync("a");
        (after.NextDue, after.NextOccurrence, after.PausedUntil, after.PausedDue).Should().Be((row.NextDue, row.NextOccurrence, until, row.NextDue));
    }

    [Test]
    public async Task The_claim_ends_the_pause()
    {
        var row = await SaveDueAsync("a", write => write with { Note = "its own" });
        await PauseAsync(await InAsync(2), "holidays");
        await AdvanceAsync(3 * Step);

        await ClaimAsync(Claims.Of(await ReadAsync("a")) with { Occurrence = row.NextDue!.Value });

        var after = await ReadAsync("a");
        (after.State, after.PausedUntil, after.PausedDue, after.Note).Should().Be((ScheduleState.Active, null, null, "its own"));
    }

    [Test]
    public async Task A_resume_brings_the_due_time_back()
    {
        var row = await SaveDueAsync("a", write => write with { Note = "its own" });
        await PauseAsync(await InAsync(20), "holidays");

        var head = await Store.ResumeAsync("a");

        var after = await ReadAsync("a");
        head.Should().NotBeNull().And.Be(after.ToHead());
        (after.State, after.NextDue, after.PausedUntil, after.PausedDue, after.Note).Should().Be((ScheduleState.Active, row.NextDue, null, null, "its own"));
        (await Store.ResumeAsync("a")).Should().BeNull("it is resumed already");
    }

    [Test]
    public async Task Done_again_the_time_moves_both_ways()
    {
        var row = await SaveDueAsync("a");
        var (early, late) = (await InAsync(10), await InAsync(20));

        foreach (var until in new[] { early, late, early })
        {
            await PauseAsync(until);

            var after = await ReadAsync("a");
            (after.NextDue, after.NextOccurrence, after.PausedUntil, after.PausedDue).Should().Be((until, row.NextDue, until, row.NextDue));
        }
    }

    [Test]
    public async Task A_pause_without_end_takes_its_place()
    {
        var row = await SaveDueAsync("a");
        await PauseAsync(await InAsync(20));

        (await Store.PauseAsync("a")).Schedules.Should().ContainSingle().Which.Head.Should().BeNull();

        var after = await ReadAsync("a");
        (after.State, after.NextDue, after.PausedUntil, after.PausedDue).Should().Be((ScheduleState.Paused, row.NextDue, null, null));
        (await PauseAsync(await InAsync(20))).Schedules.Should().BeEmpty("only active schedules are paused");
    }

    [Test]
    public async Task One_that_has_nothing_to_wake_for_is_left_alone()
    {
        var row = await SaveAsync(Writes.Schedule("a", null) with { State = ScheduleState.Active });

        (await PauseAsync(await InAsync(20))).Schedules.Should().BeEmpty();

        (await ReadAsync("a")).Should().BeEquivalentTo(row);
    }

    [Test]
    public async Task Its_open_runs_are_stopped()
    {
        var run = await SaveClaimedAsync("a");

        var result = await PauseAsync(await InAsync(20));

        result.Claimed.Should().ContainSingle().Which.Should().Match<RunHead>(head => head.Id == run.Id && head.Cancel == CancelRequest.Always);
    }

    private async Task<DateTimeOffset> InAsync(int steps)
    {
        var time = await StoreNowAsync() + (steps * Step);
        return time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond));
    }

    private async Task<StopResult> PauseAsync(DateTimeOffset until, string? note = null) =>
        (await Store.StopAsync(new StopCommand(StopAction.Pause, CancelRequest.Always) { Ids = ["a"], Until = until, Note = note }, CancellationToken.None)).Value;
}
