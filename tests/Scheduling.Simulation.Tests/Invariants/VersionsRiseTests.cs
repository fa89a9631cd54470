using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class VersionsRiseTests
{
    private static readonly RowFacts s_row = Facts.Row();

    [TestCase(4, true)]
    [TestCase(5, true)]
    [TestCase(6, false)]
    public void A_version_that_does_not_rise_is_found(long next, bool isFound)
    {
        Stage<VersionsRise> stage = new();

        stage.Checker.RowChanged(null, s_row with { Version = 5 });
        stage.Checker.RowChanged(null, s_row with { Version = next, Incarnation = next });

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [TestCase(2, true)]
    [TestCase(3, false)]
    public void A_fence_that_does_not_rise_is_found(long next, bool isFound)
    {
        Stage<VersionsRise> stage = new();
        var run = Facts.Run();

        stage.Checker.Claimed(Facts.Node, s_row, Facts.Claim(s_row), run);
        stage.Checker.Rescued(Facts.Node, run, Facts.Taken(run) with { Fence = next });

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void A_claim_that_completes_its_schedule_and_answers_without_the_row_is_not()
    {
        Stage<VersionsRise> stage = new();
        stage.Checker.RowChanged(null, s_row);

        stage.Checker.RowChanged(s_row, s_row with { IsActive = false, NextDue = null });

        stage.Found.Should().BeEmpty();
    }
}
