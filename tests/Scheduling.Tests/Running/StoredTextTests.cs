using FluentAssertions;
using NUnit.Framework;
using Scheduling.Running;

namespace Scheduling.Tests.Running;

internal sealed class StoredTextTests
{
    private const int Longest = 4_000;

    [TestCase("")]
    [TestCase("It failed.\r\n   at A.B()\t")]
    [TestCase("Zürich, 東京")]
    [TestCase("\U0001F600")]
    [TestCase("a\U0001F600b\U0001F601\U0001F602")]
    public void A_text_that_can_be_stored_stays_as_it_is(string text) => StoredText.Of(text).Should().Be(text);

    [Test]
    public void Null_characters_are_replaced() => StoredText.Of("\0a\0\0b\0").Should().Be("\uFFFDa\uFFFD\uFFFDb\uFFFD");

    [Test]
    public void Halves_of_characters_are_replaced_and_whole_ones_beside_them_stay()
    {
        var high = "\U0001F600"[0];
        var low = "\U0001F600"[1];

        StoredText.Of($"{high}").Should().Be("\uFFFD");
        StoredText.Of($"{low}").Should().Be("\uFFFD");
        StoredText.Of($"{low}{high}").Should().Be("\uFFFD\uFFFD", "the wrong way round they are no character");
        StoredText.Of($"a{high}b{low}c").Should().Be("a\uFFFDb\uFFFDc");
        StoredText.Of($"{high}{high}{low}{low}").Should().Be("\uFFFD\U0001F600\uFFFD");
        StoredText.Of($"{high}\0").Should().Be("\uFFFD\uFFFD");
    }

    [Test]
    public void A_text_as_long_as_may_be_is_whole() => StoredText.Of(new string('x', Longest)).Should().Be(new string('x', Longest));

    [TestCase(1)]
    [TestCase(100_000)]
    public void A_longer_one_is_cut_and_shows_it(int more) =>
        StoredText.Of(new string('x', Longest + more)).Should().Be(new string('x', Longest - 1) + "…");

    [Test]
    public void A_character_that_the_cut_goes_through_leaves_no_half()
    {
        var text = new string('x', Longest - 2) + "\U0001F600 and more";

        StoredText.Of(text).Should().Be(new string('x', Longest - 2) + "\uFFFD…");
    }
}
