using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Nodes;
using Scheduling.Storage;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class OneOutcomeEachTests
{
    [Test]
    public void A_run_that_ends_twice_is_found()
    {
        Stage<OneOutcomeEach> stage = new();
        var run = stage.Claim(stage.Save(Facts.Row()));

        run.Outcome = RunState.Failed;
        stage.Checker.Ended(Facts.Node, run, run.Attempt, RunState.Succeeded);

        stage.Found.Should().ContainSingle().Which.Should().Contain("Failed").And.Contain("Succeeded");
    }

    [Test]
    public void An_end_that_is_told_by_an_attempt_that_does_not_hold_the_run_is_found()
    {
        Stage<OneOutcomeEach> stage = new();
        var run = stage.Claim(stage.Save(Facts.Row()));

        run.Attempt = 2;
        stage.Checker.Ended(Facts.Node, run, attempt: 1, RunState.Succeeded);

        stage.Found.Should().ContainSingle();
    }

    [TestCase(false, true)]
    [TestCase(true, false)]
    public void A_cancelled_run_that_nobody_has_stopped_is_found(bool isStopped, bool isFound)
    {
        Stage<OneOutcomeEach> stage = new();
        var run = stage.Claim(stage.Save(Facts.Row()));

        run.IsStopped = isStopped;
        stage.Checker.Ended(Facts.Node, run, run.Attempt, RunState.Cancelled);

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void A_buffered_run_that_never_ends_is_found()
    {
        Stage<OneOutcomeEach> stage = new();
        stage.Start();
        var row = stage.Save(Facts.Row() with { Overlap = OverlapPolicy.BufferOne });
        stage.End(stage.Claim(row));
        var run = stage.Buffer(row, Facts.Due + Facts.Period);
        stage.GoTo(run.LeaseUntil + Facts.Lease + TimeSpan.FromTicks(1));

        stage.Checker.AtEnd();

        stage.Found.Should().ContainSingle().Which.Should().Contain("is buffered");
    }

    [Test]
    public void A_handler_that_starts_after_the_end_is_found()
    {
        Stage<OneOutcomeEach> stage = new();
        var run = Facts.Run();

        run.Outcome = RunState.Cancelled;
        stage.Checker.HandlerStarts(stage.Handler(run), run);

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_run_that_never_ends_is_found()
    {
        Stage<OneOutcomeEach> stage = new();
        stage.Start();
        var run = stage.Claim(stage.Save(Facts.Row()));
        stage.GoTo(run.LeaseUntil + Facts.Lease + TimeSpan.FromTicks(1));

        stage.Checker.AtEnd();

        stage.Found.Should().ContainSingle().Which.Should().Contain("has not ended");
    }

    [Test]
    public void A_run_that_nobody_is_there_to_end_is_not()
    {
        Stage<OneOutcomeEach> stage = new();
        var run = stage.Claim(stage.Save(Facts.Row()));
        stage.GoTo(run.LeaseUntil + Facts.Lease + TimeSpan.FromTicks(1));

        stage.Checker.AtEnd();

        stage.Found.Should().BeEmpty();
    }

    [TestCase(1, false)]
    [TestCase(2, true)]
    public async Task Outcomes_that_the_store_has_not_counted_are_found(int ends, bool isFound)
    {
        Stage<OneOutcomeEach> stage = new();
        var node = stage.Start();
        var saving = node.Scheduler.SaveAsync(new ScheduleDefinition("s1", Cluster.Common, Recurrence.Once(Agenda.Start + Facts.Period)) { Payload = new Payload(0) });
        stage.Pass(TimeSpan.FromMinutes(5));
        await saving;
        var run = stage.World.Ledger.Runs.Should().ContainSingle().Subject;
        run.Outcome.Should().Be(RunState.Succeeded);

        run.Outcome = null;
        for (var end = 1; end < ends; end++)
        {
            stage.Checker.Ended(Facts.Node, run, run.Attempt, RunState.Succeeded);
        }

        run.Outcome = RunState.Succeeded;
        stage.Checker.AtEnd();

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }
}
