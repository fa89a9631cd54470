using FluentAssertions;
using NUnit.Framework;
using Scheduling.Schedules;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Kernel;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class BoundedMemoryTests
{
    private const int Many = 40;

    [Test]
    public void A_window_that_is_too_full_is_found() => FoundWith(new Generous(), TimeSpan.FromDays(1)).Should().ContainSingle().Which.Should().Contain("window for 16");

    [Test]
    public void Too_many_handlers_at_a_time_and_too_long_a_line_are_found() => FoundWith(new Generous(), Facts.Period).Should()
        .Contain(text => text.Contains("in 1 slots")).And.Contain(text => text.Contains("in line"));

    [Test]
    public void A_node_that_keeps_within_its_limits_is_not()
    {
        FoundWith(Mutation.None, TimeSpan.FromDays(1)).Should().BeEmpty();
        FoundWith(Mutation.None, Facts.Period).Should().BeEmpty();
    }

    // All are due at the same time, just before somebody looks.
    private static IReadOnlyList<string> FoundWith(Mutation mutation, TimeSpan due)
    {
        Stage<BoundedMemory> stage = new(mutation, slots: 1);
        var node = stage.Start();
        var recurrence = Recurrence.Once(Agenda.Start + due);
        _ = node.Scheduler.SaveAsync(Enumerable.Range(0, Many).Select(i => new ScheduleDefinition($"s{i}", Cluster.Common, recurrence) { Payload = new Payload(0) }));
        stage.GoTo(Facts.Due + TimeSpan.FromMilliseconds(50));
        stage.World.Ledger.Rows.Should().HaveCount(Many);

        stage.Checker.Look();

        return stage.Found;
    }
}
