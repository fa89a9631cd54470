using FluentAssertions;
using NUnit.Framework;
using Scheduling.Hosting;

namespace Scheduling.Tests.HostingNode;

internal sealed class PeersTests
{
    [Test]
    public void Alone_a_node_acts_on_everything()
    {
        var peers = new Peers("a");

        peers.IsMine("x", "a").Should().BeTrue();
        peers.IsMine("x", "nobody-heard-of").Should().BeTrue();
    }

    [Test]
    public void What_a_node_owns_it_acts_on_whoever_else_is_there()
    {
        var peers = View("a", "a", "b", "c");

        Ids().Should().OnlyContain(id => peers.IsMine(id, "a"));
    }

    [Test]
    public void A_wake_up_is_left_to_an_owner_that_is_there_and_not_to_one_that_has_gone()
    {
        var peers = new Peers("a");
        peers.Heard("b").Should().BeTrue();
        peers.IsMine("x", "b").Should().BeFalse();

        peers.Gone("b").Should().BeTrue();

        peers.IsMine("x", "b").Should().BeTrue();
    }

    [Test]
    public void What_nobody_owns_is_shared_among_those_that_are_known_to_have_its_job()
    {
        var peers = View("a", "a", "b", "c");
        Ids().Should().OnlyContain(id => peers.IsMine(id, Peers.Nobody, "job"), "of nobody else it is known that it has the job");

        peers.Heard("b", "job").Should().BeTrue();
        peers.Heard("b", "job").Should().BeFalse("it is known by now");

        Ids().Select(id => peers.Expected(id, Peers.Nobody, "job")).Distinct().Should().BeEquivalentTo("a", "b");
        Ids().Should().OnlyContain(id => peers.IsMine(id, Peers.Nobody, "another job"));
    }

    [Test]
    public void Who_has_gone_is_not_known_to_have_a_job_any_more()
    {
        var peers = View("a", "a", "b");
        peers.Heard("b", "job");
        peers.Gone("b");
        peers.Heard("b");

        Ids().Should().OnlyContain(id => peers.IsMine(id, Peers.Nobody, "job"));
    }

    [Test]
    public void A_first_word_and_a_leave_are_told_apart_from_the_later_ones()
    {
        var peers = new Peers("a");

        peers.Heard("b").Should().BeTrue();
        peers.Heard("b").Should().BeFalse();
        peers.Gone("b").Should().BeTrue();
        peers.Gone("b").Should().BeFalse();
        peers.Heard("a").Should().BeFalse("a node does not count itself among the others");
        peers.IsMine("x", "b").Should().BeTrue();
    }

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(5)]
    [TestCase(16)]
    public void Among_nodes_with_equal_views_each_wake_up_of_a_dead_owner_has_exactly_one_taker_and_the_spread_is_even(int count)
    {
        foreach (var names in new Func<int, string>[] { i => $"worker-{i}#0123456789ab", i => $"worker#{Hex(i)}", i => ((char)('a' + i)).ToString() })
        {
            var nodes = Enumerable.Range(0, count).Select(names).ToArray();
            var views = nodes.Select(self => View(self, nodes)).ToArray();
            var taken = new int[count];
            var ids = Ids().ToArray();
            foreach (var id in ids)
            {
                var takers = Enumerable.Range(0, count).Where(i => views[i].IsMine(id, "dead#000000000000")).ToArray();
                takers.Should().ContainSingle("'{0}' is taken by one of {1}", id, string.Join(", ", nodes));
                taken[takers[0]]++;
            }

            var share = ids.Length / (double)count;
            taken.Should().OnlyContain(n => n > share * 0.8 && n < share * 1.2, "{0} of {1} take {2}", count, nodes[0], string.Join(", ", taken));
        }
    }

    [Test]
    public void When_a_node_goes_only_its_own_share_moves()
    {
        string[] all = ["a#1", "b#1", "c#1", "d#1"];
        string[] left = ["a#1", "b#1", "c#1"];
        foreach (var id in Ids())
        {
            var before = all.Single(self => View(self, all).IsMine(id, "dead"));
            var after = left.Single(self => View(self, left).IsMine(id, "dead"));
            (before == after || before == "d#1").Should().BeTrue();
        }
    }

    private static IEnumerable<string> Ids() =>
        Enumerable.Range(0, 2_000).Select(i => $"schedule-{i}").Concat(Enumerable.Range(0, 2_000).Select(i => Guid.Parse(Hex(i).PadRight(32, '7')).ToString("N")));

    private static string Hex(int i) => ((i + 1) * 2_654_435_761L % 0xFFFFFFFFFFFF).ToString("x12", System.Globalization.CultureInfo.InvariantCulture);

    private static Peers View(string self, params string[] nodes)
    {
        var peers = new Peers(self);
        Array.ForEach(nodes, node => peers.Heard(node));
        return peers;
    }
}
