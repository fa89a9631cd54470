using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class NoStartAfterStopTests
{
    [TestCase(4, true)]
    [TestCase(6, false)]
    public void A_start_of_what_was_claimed_before_a_stop_that_has_returned_is_found(long claimed, bool isFound)
    {
        Stage<NoStartAfterStop> stage = new();
        var run = Facts.Run(Facts.Row(), Facts.Claim(Facts.Row()), claimed);
        stage.Checker.StopReturned(["s1", "s2"], sequence: 5);

        stage.Checker.HandlerStarts(stage.Handler(run), run);

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void An_earlier_stop_that_returns_later_does_not_hide_the_last_one()
    {
        Stage<NoStartAfterStop> stage = new();
        var run = Facts.Run(Facts.Row(), Facts.Claim(Facts.Row()), sequence: 4);
        stage.Checker.StopReturned(["s1"], sequence: 5);
        stage.Checker.StopReturned(["s1"], sequence: 3);

        stage.Checker.HandlerStarts(stage.Handler(run), run);

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void What_nobody_stopped_is_not()
    {
        Stage<NoStartAfterStop> stage = new();
        stage.Checker.StopReturned(["s2"], sequence: 5);

        stage.Checker.HandlerStarts(stage.Handler(Facts.Run()), Facts.Run());

        stage.Found.Should().BeEmpty();
    }
}
