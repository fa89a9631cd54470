using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Invariants;

namespace Scheduling.Simulation.Tests.Invariants;

internal sealed class CatalogueTests
{
    private static readonly string[] s_checkers =
        [.. typeof(Checker).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Checker))).Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Test]
    public void Every_checker_is_at_work() =>
        new Stage<NeverEarly>().World.Checkers.Select(checker => checker.GetType().Name).Should().BeEquivalentTo(s_checkers);

    [Test]
    public void Every_checker_has_tests_that_it_can_fail() =>
        typeof(CatalogueTests).Assembly.GetTypes().Select(type => type.Name).Should().Contain(s_checkers.Select(name => $"{name}Tests"));
}
