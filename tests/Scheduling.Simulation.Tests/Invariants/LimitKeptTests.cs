using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class LimitKeptTests
{
    private static readonly Recurrence s_twice = Recurrence.Every(Facts.Period, Agenda.Start).Take(2);

    [TestCase(1, false)]
    [TestCase(2, true)]
    public void More_occurrences_than_the_limit_are_found(int missed, bool isFound)
    {
        Stage<LimitKept> stage = new();
        var row = stage.Save(Facts.Row(s_twice));

        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row) with { Missed = missed, Next = null }, null);

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }

    [Test]
    public void A_chain_that_goes_on_after_the_last_one_is_found()
    {
        Stage<LimitKept> stage = new();
        var row = stage.Save(Facts.Row(s_twice));

        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row) with { Missed = 1 }, null);

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_chain_that_ends_before_the_last_one_is_found()
    {
        Stage<LimitKept> stage = new();
        var row = stage.Save(Facts.Row(s_twice));

        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row) with { Next = null }, null);

        stage.Found.Should().ContainSingle();
    }

    [TestCase(3, 1)]
    [TestCase(4, 0)]
    public void Another_limit_counts_what_there_was(int limit, int found)
    {
        Stage<LimitKept> stage = new();
        var row = stage.Save(Facts.Row(s_twice));
        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row) with { Missed = 1, Next = null }, null);

        row = stage.Save(Facts.Row(s_twice.Take(limit)) with { Version = 2 });
        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row) with { Missed = 1, Next = null }, null);

        stage.Found.Should().HaveCount(found);
    }

    [Test]
    public void Another_recurrence_begins_anew()
    {
        Stage<LimitKept> stage = new();
        var row = stage.Save(Facts.Row(s_twice));
        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row) with { Missed = 1, Next = null }, null);

        row = stage.Save(Facts.Row(Recurrence.Every(Facts.Period * 2, Agenda.Start).Take(2)) with { Version = 2 });
        stage.Checker.Claimed(Facts.Node, row, Facts.Claim(row), null);

        stage.Found.Should().BeEmpty();
    }
}
