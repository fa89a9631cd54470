using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class PoisonSetAsideTests
{
    [TestCase(Facts.PoisonAfter - 1, false)]
    [TestCase(Facts.PoisonAfter, true)]
    public void An_attempt_too_many_of_a_run_that_kills_its_nodes_is_found(int lost, bool isFound)
    {
        Stage<PoisonSetAside> stage = new();
        var run = Facts.Run();
        run.Lost = lost;

        stage.Checker.HandlerStarts(stage.Handler(run), run);

        stage.Found.Should().HaveCount(isFound ? 1 : 0);
    }
}
