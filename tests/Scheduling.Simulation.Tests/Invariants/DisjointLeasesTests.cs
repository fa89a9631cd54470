using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class DisjointLeasesTests
{
    [Test]
    public void A_run_that_is_taken_over_within_its_lease_is_found()
    {
        Stage<DisjointLeases> stage = new();
        var run = Facts.Run();
        stage.GoTo(run.LeaseUntil - TimeSpan.FromTicks(1));

        stage.Checker.Rescued("n1#2", run, Facts.Taken(run));

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_handler_of_another_attempt_or_of_another_node_than_the_holder_is_found()
    {
        Stage<DisjointLeases> stage = new();
        var run = Facts.Run();
        var handler = stage.Handler(run);

        run.Attempt = 2;
        stage.Checker.HandlerStarts(handler, run);
        (run.Attempt, run.Node) = (1, "n1#2");
        stage.Checker.HandlerStarts(handler, run);

        stage.Found.Should().HaveCount(2);
    }

    [Test]
    public void A_handler_that_starts_after_its_lease_is_found()
    {
        Stage<DisjointLeases> stage = new();
        var run = Facts.Run();
        var handler = stage.Handler(run);
        stage.GoTo(run.LeaseUntil);

        stage.Checker.HandlerStarts(handler, run);

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_start_within_the_lease_and_a_rescue_after_it_are_not()
    {
        Stage<DisjointLeases> stage = new();
        var run = Facts.Run();
        stage.GoTo(run.Occurrence);

        stage.Checker.HandlerStarts(stage.Handler(run), run);
        stage.GoTo(run.LeaseUntil);
        stage.Checker.Rescued("n1#2", run, Facts.Taken(run));

        stage.Found.Should().BeEmpty();
    }
}
