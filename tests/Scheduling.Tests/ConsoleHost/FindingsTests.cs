using FluentAssertions;
using NUnit.Framework;
using Scheduling.ConsoleHost.Stores;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Tests.ConsoleHost;

[TestFixture]
internal sealed class FindingsTests
{
    private static readonly DateTimeOffset s_start = SampleRun.Occurrence;

    [Test]
    public void An_empty_store_is_told() => Lines([], []).Should().Equal("there are no schedules yet");

    [Test]
    public void What_fell_due_is_told_whether_it_was_claimed_already_or_not() =>
        Lines([Due("a", -5), Due("b", 7), Due("c", 8), Due("d", -5) with { State = ScheduleState.Paused }], [Run("b", RunState.Claimed, occurrence: -3, claimed: 0.1)])
            .Should().Equal("it goes on: 4 schedules were there already; 2 of them fell due while nothing ran, and catch up with one run each");

    [Test]
    public void Runs_that_were_open_at_the_start_are_told() =>
        Lines(
            [Due("a", 5)],
            [
                Run("a", RunState.Claimed, -9, -9), Run("b", RunState.Waiting, -8, -8), Run("c", RunState.Succeeded, -7, -7, ended: 1) with { Attempt = 2 },
                Run("d", RunState.Failed, -6, -6, ended: 1), Run("e", RunState.Succeeded, -5, -5, ended: -4),
            ])
            .Should().Equal(
                "it goes on: 1 schedule was there already",
                "the run of \"a\" for 07:59:51.000 was cut off, and is taken up again when its lease ends, within 5 s",
                "the run of \"b\" for 07:59:52.000 was not brought to an end, and is taken up again",
                "the run of \"c\" for 07:59:53.000 was not brought to an end, and is taken up again",
                "the run of \"d\" for 07:59:54.000 was cut off, and is now failed");

    [Test]
    public void A_run_that_is_read_twice_is_told_once()
    {
        var run = Run("a", RunState.Claimed, -9, -9);
        Lines([], [run, run]).Should().HaveCount(2);
    }

    private static IEnumerable<string> Lines(Schedule[] schedules, Run[] runs) => Findings.Of(schedules, runs, s_start).Lines(TimeSpan.FromSeconds(5));

    private static Schedule Due(string id, double seconds) => new() { Id = id, Job = "job", NextDue = s_start.AddSeconds(seconds) };

    private static Run Run(string scheduleId, RunState state, double occurrence, double claimed, double? ended = null) => new()
    {
        Id = Guid.NewGuid(),
        ScheduleId = scheduleId,
        Job = "job",
        Occurrence = s_start.AddSeconds(occurrence),
        State = state,
        Attempt = 1,
        Node = "node",
        ClaimedAt = s_start.AddSeconds(claimed),
        EndedAt = ended is { } seconds ? s_start.AddSeconds(seconds) : null,
    };
}
