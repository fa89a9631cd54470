using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class BufferedInOrderTests
{
    private static readonly DateTimeOffset s_second = Facts.Due + Facts.Period;
    private static readonly RowFacts s_row = Facts.Row() with { Overlap = OverlapPolicy.BufferAll };

    [Test]
    public void A_run_that_goes_on_while_the_one_before_it_is_open_is_found()
    {
        Stage<BufferedInOrder> stage = new();
        var row = stage.Save(s_row);
        stage.Claim(row);

        stage.Checker.Promoted(Facts.Node, stage.Buffer(row, s_second));

        stage.Found.Should().ContainSingle();
    }

    [TestCase(0, false)]
    [TestCase(1, true)]
    public void A_run_that_goes_on_before_an_earlier_one_that_is_buffered_too_is_found(int which, bool isFound)
    {
        Stage<BufferedInOrder> stage = new();
        var row = stage.Save(s_row);
        var first = stage.Claim(row);
        RunFacts[] buffered = [stage.Buffer(row, s_second), stage.Buffer(row, s_second + Facts.Period)];
        stage.End(first);

        stage.Checker.Rescued(Facts.Node, buffered[which], Facts.Taken(buffered[which]));

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void A_run_that_goes_on_although_it_was_stopped_is_found()
    {
        Stage<BufferedInOrder> stage = new();
        var run = stage.Claim(stage.Save(s_row));

        run.IsStopped = true;
        stage.Checker.Rescued(Facts.Node, run, Facts.Taken(run));

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_run_that_goes_on_although_a_later_one_has_cancelled_it_is_found()
    {
        Stage<BufferedInOrder> stage = new();
        var row = stage.Save(s_row with { Overlap = OverlapPolicy.CancelOther });
        stage.World.Ledger.Called(Facts.Node, "claim");
        var run = stage.Claim(row);
        stage.World.Ledger.Called(Facts.Node, "claim");
        stage.Buffer(row, s_second);

        run.IsStopped = false;
        stage.Checker.Rescued(Facts.Node, run, Facts.Taken(run));

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void What_was_buffered_by_the_next_occurrence_that_cancels_is_over()
    {
        Stage<BufferedInOrder> stage = new();
        var row = stage.Save(s_row with { Overlap = OverlapPolicy.CancelOther });
        stage.Claim(row);
        var second = stage.Buffer(row, s_second);
        stage.Buffer(row, s_second + Facts.Period);

        second.Outcome.Should().Be(Storage.RunState.Cancelled);
        stage.World.Ledger.OpenRuns.Should().HaveCount(2);
        stage.Found.Should().BeEmpty();
    }
}
