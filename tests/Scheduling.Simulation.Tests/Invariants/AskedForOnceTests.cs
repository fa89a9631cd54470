using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;
using Scheduling.Storage;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class AskedForOnceTests
{
    [TestCase(0, false)]
    [TestCase(61, true)]
    public void A_second_run_under_one_id_is_found_while_the_first_is_kept(int minutes, bool isForgotten)
    {
        Stage<AskedForOnce> stage = new();
        var row = stage.Save(Facts.Row());
        var run = stage.Ask(row);
        stage.Begin(run);
        stage.End(run);

        stage.Pass(TimeSpan.FromMinutes(minutes));
        stage.Ask(row, run.Id);

        stage.Found.Should().HaveCount(isForgotten ? 0 : 1);
    }

    [Test]
    public void A_second_run_under_one_id_is_found_while_the_first_is_open()
    {
        Stage<AskedForOnce> stage = new();
        var row = stage.Save(Facts.Row());
        var run = stage.Ask(row);

        stage.Pass(TimeSpan.FromHours(2));
        stage.Ask(row, run.Id);

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_second_run_is_not_once_more_have_ended_since_than_are_kept()
    {
        Stage<AskedForOnce> stage = new();
        var row = stage.Save(Facts.Row());
        var run = stage.Ask(row);
        foreach (var other in Enumerable.Range(0, stage.World.Scenario.KeepRuns).Select(_ => stage.Ask(row)).Prepend(run))
        {
            stage.Begin(other);
            stage.End(other);
        }

        stage.Ask(row, run.Id);

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void A_call_that_has_returned_without_a_run_is_found()
    {
        Stage<AskedForOnce> stage = new();
        var run = stage.Ask(stage.Save(Facts.Row()));

        stage.Checker.AskReturned([run.Id]);
        stage.Found.Should().BeEmpty();

        stage.Checker.AskReturned([Guid.NewGuid()]);
        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_success_without_a_start_is_found()
    {
        Stage<AskedForOnce> stage = new();
        var run = stage.Ask(stage.Save(Facts.Row()));

        stage.Checker.Ended(Facts.Node, run, run.Attempt, RunState.Succeeded);

        stage.Found.Should().ContainSingle();
    }
}
