using FluentAssertions;
using NUnit.Framework;
using Scheduling.Hosting;

namespace Scheduling.Tests.HostingNode;

internal sealed class NodeRandomTests
{
    [Test]
    public void The_same_node_draws_the_same_numbers_and_another_draws_others()
    {
        var drawn = Draw("a#1").ToArray();

        drawn.Should().Equal(Draw("a#1"));
        drawn.Should().NotIntersectWith(Draw("a#2"));
        drawn[0].Should().Be(Draw("a#1").First());
    }

    [Test]
    public void Numbers_lie_from_0_to_below_1_and_are_spread_evenly()
    {
        var buckets = new int[10];
        for (var node = 0; node < 100; node++)
        {
            foreach (var number in Draw($"node-{node}"))
            {
                number.Should().BeInRange(0, 1).And.NotBe(1);
                buckets[(int)(number * 10)]++;
            }
        }

        buckets.Should().OnlyContain(n => n > 9_400 && n < 10_600);
    }

    [Test]
    public void The_first_numbers_of_nodes_with_like_names_are_spread_too()
    {
        var first = Enumerable.Range(0, 1_000).Select(i => Draw($"worker-{i}").First()).ToArray();

        first.Average().Should().BeApproximately(0.5, 0.05);
        first.Should().OnlyHaveUniqueItems();
    }

    private static IEnumerable<double> Draw(string node)
    {
        var random = new NodeRandom(node);
        return Enumerable.Range(0, 1_000).Select(_ => random.Next());
    }
}
