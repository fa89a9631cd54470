using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Storage;
using Scheduling.TestKit.Builders;

namespace Scheduling.TestKit.ScheduleStoreContract;

/// <summary>Schedules that are paused when too many of their runs have failed in a row.</summary>
public abstract class FailuresInARowContract<TFixture> : ScheduleStoreSuite<TFixture>
    where TFixture : ScheduleStoreFixture, new()
{
    [Test]
    public async Task The_failure_that_reaches_the_number_pauses_the_schedule()
    {
        var before = await SaveAsync(2);

        (await EndAsync(RunState.Failed)).Single().Paused.Should().BeNull();
        var result = (await EndAsync(RunState.Failed)).Single();

        var after = await ReadAsync("a");
        result.Paused.Should().Be(new StoppedSchedule("a", after.Version));
        after.Version.Should().BeGreaterThan(before.Version);
        (after.State, after.FailureStreak, after.Note).Should().Be((ScheduleState.Paused, 2, "Paused after 2 failures in a row, the last one: e"));
        (await Store.ReadWindowAsync(10)).Schedules.Should().BeEmpty();
    }

    [TestCase(RunState.Succeeded, 0)]
    [TestCase(RunState.Cancelled, 1)]
    public async Task Only_a_success_begins_the_count_anew(RunState state, int streak)
    {
        await SaveAsync(3);
        await EndAsync(RunState.Failed);

        await EndAsync(state);

        (await ReadAsync("a")).FailureStreak.Should().Be(streak);
    }

    [Test]
    public async Task A_resume_and_a_changed_definition_begin_it_anew()
    {
        await SaveAsync(2);
        await EndAsync(RunState.Failed, RunState.Failed);
        await Store.ResumeAsync("a");
        (await ReadAsync("a")).FailureStreak.Should().Be(0);
        await EndAsync(RunState.Failed);

        var row = await ReadAsync("a");
        await SaveAsync(row.Definition with { ExpectedVersion = row.Version, NextDue = row.NextDue, State = row.State });

        (await ReadAsync("a")).FailureStreak.Should().Be(0);
    }

    [TestCase("F F F F", true, 4)]
    [TestCase("F F S F", false, 1)]
    [TestCase("F F F S", true, 0)]
    [TestCase("S F F S F", false, 1)]
    [TestCase("S F F F", true, 3)]
    public async Task A_batch_counts_in_its_order(string ends, bool isPaused, int streak)
    {
        await SaveAsync(3);

        var results = await EndAsync([.. ends.Split(' ').Select(end => end == "F" ? RunState.Failed : RunState.Succeeded)]);

        var after = await ReadAsync("a");
        (after.State, after.FailureStreak).Should().Be((isPaused ? ScheduleState.Paused : ScheduleState.Active, streak));
        results.Should().OnlyContain(result => result.Recorded).And.Subject.Count(result => result.Paused is not null).Should().Be(isPaused ? 1 : 0);
    }

    [Test]
    public async Task A_schedule_without_a_number_is_never_paused()
    {
        await SaveAsync(null);

        await EndAsync(RunState.Failed, RunState.Failed, RunState.Failed);

        var after = await ReadAsync("a");
        (after.State, after.FailureStreak).Should().Be((ScheduleState.Active, 0));
    }

    [Test]
    public async Task A_later_life_does_not_answer_for_an_earlier_one()
    {
        await SaveAsync(1);
        var run = await ClaimAsync(Claims.Of(await ReadAsync("a")));
        await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.BeforeStart) { Ids = ["a"], SchedulesOnly = true }, CancellationToken.None);
        await SaveAsync(1);

        var result = await Store.FinishAsync(new(run.Id, 1, RunState.Failed) { CountsInARow = true });

        (result.Recorded, result.Paused).Should().Be((true, null));
        (await ReadAsync("a")).FailureStreak.Should().Be(0);
    }

    [Test]
    public async Task Failures_of_two_lives_in_one_batch_are_not_added_up()
    {
        await SaveAsync(2);
        var former = await ClaimAsync(Claims.Of(await ReadAsync("a")));
        await Store.StopAsync(new StopCommand(StopAction.Delete, CancelRequest.BeforeStart) { Ids = ["a"], SchedulesOnly = true }, CancellationToken.None);
        await SaveAsync(2);
        var present = await ClaimAsync(Claims.Of(await ReadAsync("a")));

        Completion[] ends = [.. new[] { former, present }.Select(run => new Completion(run.Id, 1, RunState.Failed) { CountsInARow = true })];
        var results = (await Store.FinishAsync(ends, new RunRetention(100, TimeSpan.FromDays(1)), CancellationToken.None)).Value;

        results.Should().OnlyContain(result => result.Recorded && result.Paused == null);
        var after = await ReadAsync("a");
        (after.State, after.FailureStreak).Should().Be((ScheduleState.Active, 1));
    }

    [Test]
    public async Task A_poisoned_run_is_a_failure()
    {
        await SaveAsync(1);
        var run = await ClaimAsync(Claims.Of(await ReadAsync("a")));
        await AdvanceAsync(Lease + Step);

        var result = (await Store.RescueAsync([new Rescue(run.Id, 1)], Other, 1, CancellationToken.None)).Value.Single();

        var after = await ReadAsync("a");
        (result.Verdict, result.Paused).Should().Be((RescueVerdict.Poisoned, new StoppedSchedule("a", after.Version)));
        (after.State, after.FailureStreak).Should().Be((ScheduleState.Paused, 1));
    }

    private Task<StoredSchedule> SaveAsync(int? most) => SaveDueAsync("a", write => write with { PauseAfterFailures = most, Overlap = OverlapPolicy.AllowAll });

    private async Task<IReadOnlyList<CompletionResult>> EndAsync(params RunState[] states)
    {
        List<Completion> completions = [];
        foreach (var state in states)
        {
            var run = await ClaimAsync(Claims.Of(await ReadAsync("a")));
            completions.Add(new(run.Id, 1, state) { Error = state == RunState.Failed ? "e" : null, CountsInARow = true });
        }

        return (await Store.FinishAsync(completions, new RunRetention(100, TimeSpan.FromDays(1)), CancellationToken.None)).Value;
    }
}
