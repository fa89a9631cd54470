using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class NothingLateTests
{
    private static readonly DateTimeOffset s_due = Agenda.Start + TimeSpan.FromHours(2);
    private static readonly RowFacts s_row = Facts.Row() with { NextDue = s_due };

    [TestCase(0.1, false)]
    [TestCase(1, true)]
    public void A_claim_that_is_late_although_its_owner_is_there_is_found(double seconds, bool isFound)
    {
        Stage<NothingLate> stage = new();
        stage.Start().Name.Should().Be(s_row.Owner);

        stage.GoTo(s_due + TimeSpan.FromSeconds(seconds));
        stage.Checker.Claimed(Facts.Node, s_row, Facts.Claim(s_row), null);

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [TestCase(15, false)]
    [TestCase(20, true)]
    public void A_claim_that_is_late_by_more_than_the_silence_of_a_lost_owner_explains_is_found(double seconds, bool isFound)
    {
        Stage<NothingLate> stage = new();

        stage.GoTo(s_due + TimeSpan.FromSeconds(seconds));
        stage.Checker.Claimed("n1#2", s_row, Facts.Claim(s_row), null);

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [TestCase(15, false)]
    [TestCase(20, true)]
    public void A_run_that_is_taken_over_late_is_found(double seconds, bool isFound)
    {
        Stage<NothingLate> stage = new();
        var run = Facts.Run();
        run.LeaseUntil = s_due;

        stage.GoTo(s_due + TimeSpan.FromSeconds(seconds));
        stage.Checker.Rescued("n1#2", run, Facts.Taken(run));

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [TestCase(0.1, true, false)]
    [TestCase(1, true, true)]
    [TestCase(1, false, false)]
    [TestCase(26, false, false)]
    [TestCase(30, false, true)]
    public void A_run_that_is_taken_up_late_after_the_one_before_it_has_ended_is_found(double seconds, bool isTold, bool isFound)
    {
        Stage<NothingLate> stage = new();
        stage.Start();
        var row = stage.Save(s_row with { Overlap = OverlapPolicy.BufferOne });
        stage.GoTo(s_due);
        var first = stage.Claim(row);
        var run = stage.Buffer(row, s_due + Facts.Period);
        stage.GoTo(s_due + TimeSpan.FromMinutes(1));
        stage.End(first, isTold ? Facts.Buffered(row, run.Occurrence).ToHead() with { Id = run.Id, LeaseUntil = stage.World.Agenda.TrueTime } : null);

        stage.Pass(TimeSpan.FromSeconds(seconds));
        stage.Checker.Rescued(Facts.Node, run, Facts.Taken(run));

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [TestCase(0.1, false)]
    [TestCase(1, true)]
    public void A_run_that_was_asked_for_and_is_taken_up_late_is_found(double seconds, bool isFound)
    {
        Stage<NothingLate> stage = new();
        stage.Start();
        var row = stage.Save(Facts.Row() with { NextDue = s_due + TimeSpan.FromHours(1) });
        stage.GoTo(s_due);
        var run = stage.Ask(row);

        stage.Pass(TimeSpan.FromSeconds(seconds));
        stage.Checker.Rescued(Facts.Node, run, Facts.Taken(run));

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [TestCase(10, false)]
    [TestCase(60, true)]
    public void A_schedule_that_is_forgotten_is_found(double seconds, bool isFound)
    {
        Stage<NothingLate> stage = new();
        stage.Save(s_row);

        stage.GoTo(s_due + TimeSpan.FromSeconds(seconds));
        stage.Checker.AtEnd();

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void What_is_late_in_a_storm_is_not()
    {
        Stage<NothingLate> stage = new();
        var row = s_row with { NextDue = Facts.Due };

        stage.GoTo(s_due);
        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row), null);

        stage.Found.Should().BeEmpty("there was no time yet for what came before to settle");
    }
}
