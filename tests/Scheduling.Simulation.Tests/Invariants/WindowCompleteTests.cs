using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class WindowCompleteTests
{
    private static readonly ScheduleDefinition s_tomorrow =
        new("s1", Cluster.Common, Recurrence.Once(Agenda.Start + TimeSpan.FromDays(1))) { Payload = new Payload(0) };

    [Test]
    public void A_schedule_that_a_node_does_not_know_of_is_found()
    {
        Stage<WindowComplete> stage = new();
        stage.Start();
        stage.Save(Facts.Row() with { NextDue = Agenda.Start + TimeSpan.FromDays(1) });
        stage.Pass(TimeSpan.FromMinutes(1));

        stage.Checker.AtEnd();

        stage.Found.Should().ContainSingle().Which.Should().Contain("does not know");
    }

    [Test]
    public async Task A_schedule_that_a_node_knows_as_it_was_before_is_found()
    {
        Stage<WindowComplete> stage = new();
        var row = await SaveAsync(stage);
        stage.Save(row with { Version = row.Version + 1 });
        stage.Pass(TimeSpan.FromMinutes(1));

        stage.Checker.AtEnd();

        stage.Found.Should().ContainSingle().Which.Should().Contain($"version {row.Version}").And.Contain($"version {row.Version + 1}");
    }

    [Test]
    public async Task A_schedule_that_a_node_knows_as_it_is_is_not()
    {
        Stage<WindowComplete> stage = new();
        await SaveAsync(stage);
        stage.Pass(TimeSpan.FromMinutes(1));

        stage.Checker.AtEnd();

        stage.Found.Should().BeEmpty();
    }

    [Test]
    public void A_schedule_that_is_not_for_that_node_is_not()
    {
        Stage<WindowComplete> stage = new();
        stage.Start(machine: 1);
        stage.Save(Facts.Row() with { Job = Cluster.Rare, NextDue = Agenda.Start + TimeSpan.FromDays(1) });
        stage.Pass(TimeSpan.FromMinutes(1));

        stage.Checker.AtEnd();

        stage.Found.Should().BeEmpty();
    }

    private static async Task<RowFacts> SaveAsync(Stage<WindowComplete> stage)
    {
        var saving = stage.Start().Scheduler.SaveAsync(s_tomorrow);
        stage.Pass(TimeSpan.FromSeconds(5));
        await saving;
        return stage.World.Ledger.Rows["s1"];
    }
}
