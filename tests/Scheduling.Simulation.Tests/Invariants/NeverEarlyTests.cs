using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class NeverEarlyTests
{
    private static readonly TimeSpan s_tick = TimeSpan.FromTicks(1);

    [Test]
    public void A_claim_before_its_time_is_found()
    {
        Stage<NeverEarly> stage = new();
        stage.GoTo(Facts.Due - s_tick);

        stage.Checker.Claimed(Facts.Node, Facts.Row(), Facts.Claim(Facts.Row()), Facts.Run());

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_claim_of_an_occurrence_that_is_still_to_come_is_found()
    {
        Stage<NeverEarly> stage = new();
        stage.GoTo(Facts.Due);

        stage.Checker.Claimed(Facts.Node, Facts.Row(), Facts.Claim(Facts.Row()) with { Occurrence = Facts.Due + Facts.Period }, Facts.Run());

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_start_before_its_time_is_found()
    {
        Stage<NeverEarly> stage = new();
        var handler = stage.Handler(Facts.Run());
        stage.GoTo(Facts.Due - s_tick);

        stage.Checker.HandlerStarts(handler, Facts.Run());

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void What_is_in_time_is_not()
    {
        Stage<NeverEarly> stage = new();
        stage.GoTo(Facts.Due);

        stage.Checker.Claimed(Facts.Node, Facts.Row(), Facts.Claim(Facts.Row()), Facts.Run());
        stage.Checker.HandlerStarts(stage.Handler(Facts.Run()), Facts.Run());

        stage.Found.Should().BeEmpty();
    }
}
