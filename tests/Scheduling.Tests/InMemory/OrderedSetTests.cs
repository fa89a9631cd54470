using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.InMemory.Indexes;

namespace Scheduling.Tests.InMemory;

public sealed class OrderedSetTests
{
    private readonly record struct Number(int Value) : IComparable<Number>
    {
        public int CompareTo(Number other) => Value.CompareTo(other.Value);
    }

    [Test]
    public void It_is_a_sorted_set_whatever_is_added_and_removed() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 2000]).Array[0, 6000].Sample(
            operations =>
            {
                OrderedSet<Number> set = new();
                SortedSet<int> model = [];
                foreach (var (adds, value) in operations)
                {
                    var same = adds ? set.Add(new(value)) == model.Add(value) : set.Remove(new(value)) == model.Remove(value);
                    if (!same)
                    {
                        return false;
                    }
                }

                return Agree(set, model);
            },
            iter: 100);

    [TestCase(1)]
    [TestCase(-1)]
    [TestCase(7919)]
    public void It_grows_and_shrinks_over_many_chunks_from_either_end(int stride)
    {
        const int count = 20_011;
        var values = Enumerable.Range(0, count).Select(i => (int)((((long)i * stride) % count) + count) % count).ToList();
        OrderedSet<Number> set = new();

        values.ForEach(value => set.Add(new(value)).Should().BeTrue());
        Agree(set, [.. values]).Should().BeTrue();
        values.Take(count - 5).ToList().ForEach(value => set.Remove(new(value)).Should().BeTrue());
        Agree(set, [.. values.TakeLast(5)]).Should().BeTrue();
        values.TakeLast(5).ToList().ForEach(value => set.Remove(new(value)).Should().BeTrue());

        Agree(set, []).Should().BeTrue();
    }

    [Test]
    public void It_reads_on_after_any_place_and_back_before_it()
    {
        OrderedSet<Number> set = new();
        for (var value = 0; value < 2000; value += 2)
        {
            set.Add(new(value));
        }

        for (var place = -1; place <= 2000; place++)
        {
            var next = set.After(new(place)).Select(number => (int?)number.Value).FirstOrDefault();
            next.Should().Be(place >= 1998 ? null : place < 0 ? 0 : (place / 2 * 2) + 2);
            var previous = set.Descending(new(place)).Select(number => (int?)number.Value).FirstOrDefault();
            previous.Should().Be(place <= 0 ? null : (place - 1) / 2 * 2);
        }
    }

    private static bool Agree(OrderedSet<Number> set, SortedSet<int> model) =>
        set.Count == model.Count && set.InOrder().Select(number => number.Value).SequenceEqual(model)
        && set.Descending(null).Select(number => number.Value).SequenceEqual(model.Reverse())
        && set.Descending(new(1000)).Select(number => number.Value).SequenceEqual(model.Reverse().SkipWhile(value => value >= 1000));
}
