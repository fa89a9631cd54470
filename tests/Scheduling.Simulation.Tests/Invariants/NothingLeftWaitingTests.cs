using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Storage;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class NothingLeftWaitingTests
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    [TestCase(1, false)]
    [TestCase(2, true)]
    public void A_run_that_was_buffered_and_is_forgotten_is_found(int minutes, bool isFound)
    {
        Stage<NothingLeftWaiting> stage = new();
        var (first, _) = BufferOne(stage);
        stage.End(first);
        stage.Pass(TimeSpan.FromMinutes(minutes));

        stage.Checker.Look();

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void A_run_that_was_asked_for_and_is_forgotten_is_found()
    {
        Stage<NothingLeftWaiting> stage = new();
        stage.Start();
        stage.Pass(s_hour);
        stage.Ask(stage.Save(Facts.Row() with { NextDue = Facts.Due + (9 * s_hour) }));
        stage.Pass(TimeSpan.FromMinutes(3));

        stage.Checker.AtEnd();

        stage.Found.Should().ContainSingle().Which.Should().Contain("waiting");
    }

    [Test]
    public void A_buffered_run_before_which_nothing_is_open_and_that_nothing_has_freed_is_found()
    {
        Stage<NothingLeftWaiting> stage = new();
        var (first, _) = BufferOne(stage);
        first.Outcome = RunState.Succeeded;

        stage.Checker.AtEnd();

        stage.Found.Should().ContainSingle().Which.Should().Contain("nothing stands before it");
    }

    [Test]
    public void What_waits_for_a_run_that_goes_on_is_not()
    {
        Stage<NothingLeftWaiting> stage = new();
        var (first, second) = BufferOne(stage);
        stage.Pass(s_hour);
        first.LeaseUntil = second.LeaseUntil = stage.World.Agenda.TrueTime + Facts.Lease;

        stage.Checker.Look();

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void A_run_that_waits_for_others_and_is_not_looked_at_is_found()
    {
        Stage<NothingLeftWaiting> stage = new();
        var (first, _) = BufferOne(stage);
        stage.Pass(s_hour);
        first.LeaseUntil = stage.World.Agenda.TrueTime + Facts.Lease;

        stage.Checker.Look();

        stage.Found.Should().ContainSingle().Which.Should().Contain("looked at");
    }

    [Test]
    public void What_was_made_after_whoever_asked_had_given_up_is_not()
    {
        Stage<NothingLeftWaiting> stage = new();
        stage.Start();
        stage.Pass(s_hour);
        stage.World.Ledger.IsTooLateToTell = true;
        stage.Ask(stage.Save(Facts.Row() with { NextDue = Facts.Due + (9 * s_hour) }));
        stage.Pass(s_hour);

        stage.Checker.Look();

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void What_nobody_is_there_to_run_is_not()
    {
        Stage<NothingLeftWaiting> stage = new();
        stage.Pass(s_hour);
        stage.Ask(stage.Save(Facts.Row() with { NextDue = Facts.Due + (9 * s_hour) }));
        stage.Pass(s_hour);

        stage.Checker.Look();

        stage.Found.Should().BeEmpty();
    }

    private static (RunFacts First, RunFacts Second) BufferOne(Stage<NothingLeftWaiting> stage)
    {
        stage.Start();
        stage.Pass(s_hour);
        var row = stage.Save(Facts.Row() with { NextDue = Facts.Due + s_hour, Overlap = OverlapPolicy.BufferOne });
        stage.GoTo(row.NextDue!.Value);
        return (stage.Claim(row), stage.Buffer(row, row.NextDue.Value + Facts.Period));
    }
}
