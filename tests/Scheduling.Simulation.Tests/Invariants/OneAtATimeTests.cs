using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class OneAtATimeTests
{
    private static readonly RowFacts s_row = Facts.Row();

    [TestCase(OverlapPolicy.Skip)]
    [TestCase(OverlapPolicy.BufferOne)]
    [TestCase(OverlapPolicy.BufferAll)]
    [TestCase(OverlapPolicy.CancelOther)]
    public void A_second_run_of_a_schedule_that_may_not_overlap_is_found(OverlapPolicy overlap)
    {
        Stage<OneAtATime> stage = new();

        BeginTwice(stage, s_row with { Overlap = overlap });

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void A_second_attempt_of_a_run_whose_first_goes_on_is_found()
    {
        Stage<OneAtATime> stage = new();
        var run = stage.Claim(stage.Save(s_row with { Overlap = OverlapPolicy.AllowAll }));
        stage.Begin(run);

        run.Attempt = 2;
        stage.Begin(run);

        stage.Found.Should().ContainSingle();
    }

    [Test]
    public void Runs_that_may_overlap_are_not()
    {
        Stage<OneAtATime> stage = new();

        BeginTwice(stage, s_row with { Overlap = OverlapPolicy.AllowAll });

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void A_handler_that_was_told_to_stop_is_not()
    {
        Stage<OneAtATime> stage = new();

        BeginTwice(stage, s_row, new CancellationToken(canceled: true));

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void A_handler_whose_process_stands_still_or_goes_on_only_since_a_second_is_not()
    {
        Stage<OneAtATime> stage = new();
        stage.Start();
        var run = stage.Claim(stage.Save(s_row));
        stage.Begin(run);
        stage.World.Cluster.Freeze(0, TimeSpan.FromMinutes(1), isSuspended: false);

        run.Attempt = 2;
        stage.Checker.HandlerStarts(stage.Handler(run), run);

        stage.Found.Should().BeEmpty();
    }

    private static void BeginTwice(Stage<OneAtATime> stage, RowFacts row, CancellationToken token = default)
    {
        var saved = stage.Save(row);
        stage.Begin(stage.Claim(saved), token);
        stage.Begin(stage.Claim(saved with { NextDue = saved.NextDue + Facts.Period }), CancellationToken.None);
    }
}
