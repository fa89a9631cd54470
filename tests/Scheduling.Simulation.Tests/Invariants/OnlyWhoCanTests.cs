using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;
using Scheduling.Simulation.Nodes;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class OnlyWhoCanTests
{
    [TestCase(Cluster.Rare, 1, true)]
    [TestCase(Cluster.Rare, 0, false)]
    [TestCase(Cluster.Common, 1, false)]
    public void A_run_that_was_taken_without_a_handler_for_it_is_found(string job, int machine, bool isFound)
    {
        Stage<OnlyWhoCan> stage = new();
        var node = stage.Start(machine);
        var row = Facts.Row() with { Job = job };
        var run = Facts.Run(row, Facts.Claim(row));

        stage.Checker.Claimed(node.Name, row, Facts.Claim(row), run);
        stage.Checker.Rescued(node.Name, run, Facts.Taken(run));

        stage.Found.Should().HaveCount(isFound ? 2 : 0);
    }
}
