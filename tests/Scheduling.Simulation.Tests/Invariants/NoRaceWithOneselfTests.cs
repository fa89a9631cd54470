using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;
using Scheduling.Storage;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class NoRaceWithOneselfTests
{
    [Test]
    public void Asking_again_under_another_id_for_what_one_has_claimed_is_found()
    {
        Stage<NoRaceWithOneself> stage = new();
        var claim = Facts.Claim(Facts.Row());
        stage.Checker.Claimed(Facts.Node, Facts.Row(), claim, Facts.Run());

        stage.Checker.Asked(Facts.Node, claim with { RunId = Guid.NewGuid() });

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void Asking_again_as_it_was_for_another_version_or_by_another_node_is_not()
    {
        Stage<NoRaceWithOneself> stage = new();
        var claim = Facts.Claim(Facts.Row());
        stage.Checker.Claimed(Facts.Node, Facts.Row(), claim, Facts.Run());

        stage.Checker.Asked(Facts.Node, claim);
        stage.Checker.Asked(Facts.Node, claim with { RunId = Guid.NewGuid(), Version = 2 });
        stage.Checker.Asked("n1#2", claim with { RunId = Guid.NewGuid() });

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void Asking_again_for_what_one_has_heard_to_be_ones_own_is_not()
    {
        Stage<NoRaceWithOneself> stage = new();
        var claim = Facts.Claim(Facts.Row());
        stage.Checker.Claimed(Facts.Node, Facts.Row(), claim, Facts.Run());
        stage.Checker.Heard(Facts.Node, claim, new ClaimResult(ClaimVerdict.Claimed, null, Facts.Stored(Facts.Row(), claim), null));

        stage.Checker.Asked(Facts.Node, claim with { RunId = Guid.NewGuid() });

        stage.Found.Should().BeEmpty();
    }

    // The claim was sent twice, and the answer is that to a sending which did not come about.
    [TestCase(ClaimVerdict.Busy)]
    [TestCase(ClaimVerdict.Refused)]
    public void An_answer_that_does_not_tell_of_the_claim_settles_nothing(ClaimVerdict verdict)
    {
        Stage<NoRaceWithOneself> stage = new();
        var row = Facts.Row();
        var claim = Facts.Claim(row);
        var asItWas = new ScheduleHead(row.Id, row.Version, row.Job, row.Recurrence, row.CatchUp, row.NextDue!.Value, row.Owner);
        stage.Checker.Claimed(Facts.Node, row, claim, Facts.Run());
        stage.Checker.Heard(Facts.Node, claim, new ClaimResult(verdict, verdict == ClaimVerdict.Busy ? null : asItWas, null, null));

        stage.Checker.Asked(Facts.Node, claim with { RunId = Guid.NewGuid() });

        stage.Found.Should().ContainSingle();
    }
}
