using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class OneClaimEachTests
{
    [Test]
    public void A_second_claim_of_an_occurrence_is_found()
    {
        Stage<OneClaimEach> stage = new();

        stage.Checker.Claimed("n0#1", Facts.Row(), Facts.Claim(Facts.Row()), Facts.Run());
        stage.Checker.Claimed("n1#2", Facts.Row() with { Version = 2 }, Facts.Claim(Facts.Row()), Facts.Run());

        stage.Found.Should().ContainSingle().Which.Should().Contain("n0#1").And.Contain("n1#2");
    }

    [Test]
    public void What_is_passed_over_without_a_run_is_not()
    {
        Stage<OneClaimEach> stage = new();
        var claim = Facts.Claim(Facts.Row()) with { RunsNothing = true };

        stage.Checker.Claimed(Facts.Node, Facts.Row(), claim, null);
        stage.Checker.Claimed(Facts.Node, Facts.Row(), claim, null);

        stage.Found.Should().BeEmpty("the occurrence that it names has no meaning");
    }

    [Test]
    public void The_next_occurrence_and_another_life_of_the_id_are_not()
    {
        Stage<OneClaimEach> stage = new();
        var claim = Facts.Claim(Facts.Row());

        stage.Checker.Claimed(Facts.Node, Facts.Row(), claim, Facts.Run());
        stage.Checker.Claimed(Facts.Node, Facts.Row(), claim with { Occurrence = claim.Next!.Value }, Facts.Run());
        stage.Checker.Claimed(Facts.Node, Facts.Row() with { Incarnation = 5 }, claim, Facts.Run());

        stage.Found.Should().BeEmpty();
    }
}
