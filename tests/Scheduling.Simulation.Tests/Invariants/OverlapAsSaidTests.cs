using FluentAssertions;
using NUnit.Framework;
using Scheduling.Jobs;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Storage;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class OverlapAsSaidTests
{
    private static readonly DateTimeOffset s_second = Facts.Due + Facts.Period;

    // With one run that is held, and so many buffered: what becomes of the next occurrence.
    [TestCase(OverlapPolicy.Skip, 0, RunState.Missed)]
    [TestCase(OverlapPolicy.AllowAll, 0, RunState.Claimed)]
    [TestCase(OverlapPolicy.BufferOne, 0, RunState.Buffered)]
    [TestCase(OverlapPolicy.BufferOne, 1, RunState.Missed)]
    [TestCase(OverlapPolicy.BufferAll, 1, RunState.Buffered)]
    [TestCase(OverlapPolicy.BufferAll, 2, RunState.Missed)]
    [TestCase(OverlapPolicy.CancelOther, 0, RunState.Buffered)]
    public void What_the_policy_does_not_say_is_found(OverlapPolicy overlap, int buffered, RunState right)
    {
        foreach (var state in new[] { RunState.Missed, RunState.Claimed, RunState.Buffered })
        {
            Stage<OverlapAsSaid> stage = new();
            var row = stage.Save(Facts.Row() with { Overlap = overlap, BufferLimit = 2 });
            stage.Claim(row);
            for (var i = 1; i <= buffered; i++)
            {
                stage.Buffer(row, Facts.Due + (i * Facts.Period));
            }

            stage.Found.Should().BeEmpty();
            stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row), Run(row, state));

            stage.Found.Should().HaveCount(state == right ? 0 : 1, "it is {0} where it should be {1}", state, right);
        }
    }

    [TestCase(RunState.Missed, true)]
    [TestCase(RunState.Buffered, true)]
    [TestCase(RunState.Claimed, false)]
    public void Without_an_open_run_an_occurrence_that_does_not_start_is_found(RunState state, bool isFound)
    {
        Stage<OverlapAsSaid> stage = new();
        var row = stage.Save(Facts.Row() with { Overlap = OverlapPolicy.BufferAll });
        stage.End(stage.Claim(row));

        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row), Run(row, state));

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void A_run_of_what_is_passed_over_is_found()
    {
        Stage<OverlapAsSaid> stage = new();
        var row = stage.Save(Facts.Row());

        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row) with { RunsNothing = true }, Facts.Run());

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_run_that_was_asked_for_goes_by_the_policy_of_whoever_asked()
    {
        Stage<OverlapAsSaid> stage = new();
        var row = stage.Save(Facts.Row() with { Overlap = OverlapPolicy.AllowAll });
        stage.Claim(row);
        Trigger trigger = new(row.Id, Guid.NewGuid(), RunCause.Triggered) { Overlap = OverlapPolicy.Skip };

        stage.Checker.Triggered(Facts.Node, row, trigger, null);
        stage.Found.Should().BeEmpty();

        stage.Checker.Triggered(Facts.Node, row, trigger, Run(row, RunState.Waiting));
        stage.Found.Should().ContainSingle();
    }

    private static RunFacts? Run(RowFacts row, RunState state) => state == RunState.Missed
        ? null
        : new(Facts.Buffered(row, s_second) with { State = state }, row.Overlap, 9);
}
