using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
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

    [TestCase(5, false)]
    [TestCase(4, true)]
    public void A_claim_before_its_jitter_has_passed_is_found(int seconds, bool isFound)
    {
        Stage<NeverEarly> stage = new();
        stage.GoTo(Facts.Due + TimeSpan.FromSeconds(seconds));

        stage.Checker.Claimed(Facts.Node, Facts.Row(), Facts.Claim(Facts.Row()) with { OccurrenceDue = Facts.Due + TimeSpan.FromSeconds(5) }, Facts.Run());

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void A_start_before_its_stagger_has_passed_is_found()
    {
        Stage<NeverEarly> stage = new();
        var claim = Facts.Claim(Facts.Row());
        RunFacts run = new(Facts.Stored(Facts.Row(), claim) with { Due = Facts.Due + TimeSpan.FromSeconds(5) }, OverlapPolicy.Skip, 1);
        var handler = stage.Handler(run);
        stage.GoTo(Facts.Due + TimeSpan.FromSeconds(4));

        stage.Checker.HandlerStarts(handler, run);

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
