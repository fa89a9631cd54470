using System.Text;
using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Storage;

namespace Scheduling.Tests.Storage;

public sealed class IdOrderTests
{
    // From few characters, so that texts share beginnings: at each border of the lengths that UTF-8 has, around the surrogates, and two pairs with one half in common.
    private static readonly string[] s_characters =
        ["a", "b", "\u007F", "\u0080", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uFF01", "\uFFFF", "😀", "😁", "\U00010000", "\U0010FFFF"];

    private static readonly Gen<string> s_texts =
        Gen.Int[0, s_characters.Length - 1].Array[0, 5].Select(places => string.Concat(places.Select(place => s_characters[place])));

    [Test]
    public void It_is_the_order_of_the_bytes_in_UTF_8() =>
        Gen.Select(s_texts, s_texts).Sample(
            (x, y) => Math.Sign(IdOrder.Instance.Compare(x, y)) == Math.Sign(Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y))),
            iter: 20_000);

    [Test]
    public void It_differs_from_the_ordinal_one_beyond_the_16_bit_characters()
    {
        IdOrder.Instance.Compare("\uFF01", "😀").Should().BeNegative();
        string.CompareOrdinal("\uFF01", "😀").Should().BePositive();
    }

    [Test]
    public void None_comes_before_all()
    {
        IdOrder.Instance.Compare(null, "").Should().BeNegative();
        IdOrder.Instance.Compare("", null).Should().BePositive();
        IdOrder.Instance.Compare(null, null).Should().Be(0);
    }
}
