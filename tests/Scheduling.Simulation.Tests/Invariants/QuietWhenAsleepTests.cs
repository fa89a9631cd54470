using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class QuietWhenAsleepTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [TestCase("window")]
    [TestCase("due")]
    [TestCase("claim")]
    [TestCase("open")]
    public void A_question_out_of_the_blue_is_found(string operation)
    {
        Stage<QuietWhenAsleep> stage = new();
        stage.Save(Facts.Row() with { NextDue = Agenda.Start + (3 * s_hour) });
        stage.Pass(s_hour);

        stage.Checker.Called(Facts.Node, operation);

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_question_after_something_has_happened_is_not()
    {
        Stage<QuietWhenAsleep> stage = new();
        stage.Pass(s_hour);
        stage.World.Ledger.Stir();
        stage.Pass(TimeSpan.FromSeconds(10));

        stage.Checker.Called(Facts.Node, "window");

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void A_question_about_what_is_due_is_not()
    {
        Stage<QuietWhenAsleep> stage = new();
        stage.Save(Facts.Row() with { NextDue = Agenda.Start + s_hour });
        stage.Pass(s_hour);

        stage.Checker.Called(Facts.Node, "claim");

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void A_question_while_a_run_is_open_is_not()
    {
        Stage<QuietWhenAsleep> stage = new();
        stage.Claim(stage.Save(Facts.Row()));
        stage.Pass(s_hour);

        stage.Checker.Called(Facts.Node, "renew");

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void The_question_after_a_save_that_was_announced_and_failed_is_not()
    {
        Stage<QuietWhenAsleep> stage = new();
        stage.World.Figures.FailedCalls = 1;
        stage.Pass(s_hour);

        for (var node = 0; node <= stage.World.Scenario.Nodes; node++)
        {
            stage.Found.Should().BeEmpty("each node may ask once");
            stage.Checker.Called($"n{node}#1", "due");
        }

        stage.Found.Should().ContainSingle("one has asked twice");
    }
}
