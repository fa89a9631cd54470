using FluentAssertions;
using NUnit.Framework;
using Scheduling.Simulation.Mutations;
using Scheduling.Simulation.Running;

namespace Scheduling.Simulation.Tests;

internal sealed class MutationTests
{
    public static IEnumerable<string> Names => AllMutations.List.Select(mutation => mutation.Name);

    // A rule whose absence nobody notices would be no rule, or the simulation would lack the fault that it is there for.
    [TestCaseSource(nameof(Names))]
    public void The_absence_of_a_rule_is_noticed(string name)
    {
        var caught = Catching.FirstFailure(AllMutations.Find(name)!, TimeSpan.FromHours(24));

        caught.Should().NotBeNull("within {0} seeds it shows that not '{1}'", Catching.Seeds, AllMutations.Find(name)!.Rule);
        TestContext.Out.WriteLine($"{name}: after {caught!.Seed + 1} seeds, {caught.Violations[0]}");
    }

    [Test]
    public void Names_are_told_apart() => Names.Should().OnlyHaveUniqueItems();
}
