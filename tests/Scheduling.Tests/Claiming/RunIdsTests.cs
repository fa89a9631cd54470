using FluentAssertions;
using NUnit.Framework;
using Scheduling.Claiming;

namespace Scheduling.Tests.Claiming;

internal sealed class RunIdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, 123, TimeSpan.Zero);

    [Test]
    public void An_id_has_the_layout_of_a_version_7_UUID()
    {
        for (var i = 0; i < 50; i++)
        {
            var id = new RunIds($"worker-{i}#epoch").Next(Now);
            var bytes = id.ToByteArray(bigEndian: true);

            id.Version.Should().Be(7);
            (bytes[8] >> 6).Should().Be(0b10, "the variant is that of RFC 9562");
            var milliseconds = bytes.Take(6).Aggregate(0L, (sum, b) => (sum << 8) | b);
            milliseconds.Should().Be(Now.ToUnixTimeMilliseconds());
        }
    }

    [Test]
    public void Ids_of_a_node_rise_with_time_and_within_a_millisecond()
    {
        var ids = new RunIds("a#1");

        var made = Enumerable.Range(0, 70_000).Select(i => ids.Next(Now.AddMilliseconds(i / 1_000))).ToArray();

        made.Should().OnlyHaveUniqueItems();
        made.Select(id => id.ToString("N")).Should().BeInAscendingOrder(StringComparer.Ordinal, "a store orders runs by that text");
    }

    [Test]
    public void Ids_stay_unique_when_the_clock_goes_back()
    {
        var ids = new RunIds("a#1");

        var made = Enumerable.Range(0, 1_000).Select(i => ids.Next(Now.AddMilliseconds(-(i % 7)))).ToArray();

        made.Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void The_same_node_makes_the_same_ids_from_the_same_inputs()
    {
        var (one, other) = (new RunIds("a#1"), new RunIds("a#1"));

        Enumerable.Range(0, 10).Select(_ => one.Next(Now)).Should().Equal(Enumerable.Range(0, 10).Select(_ => other.Next(Now)));
    }

    [Test]
    public void Nodes_and_lives_of_a_node_do_not_clash()
    {
        var nodes = Enumerable.Range(0, 2_000).Select(i => new RunIds($"worker#{i:x12}")).ToArray();

        nodes.SelectMany(node => Enumerable.Range(0, 10).Select(_ => node.Next(Now))).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public void A_time_before_1970_gives_an_id_all_the_same()
    {
        var ids = new RunIds("a#1");

        new[] { ids.Next(DateTimeOffset.MinValue), ids.Next(DateTimeOffset.UnixEpoch) }.Should().OnlyHaveUniqueItems();
    }
}
