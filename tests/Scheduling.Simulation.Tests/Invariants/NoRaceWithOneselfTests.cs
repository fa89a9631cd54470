using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;

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
}
