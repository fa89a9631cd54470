using FluentAssertions;
using NUnit.Framework;
using Scheduling.Matching;

namespace Scheduling.Tests.Matching;

public sealed class CancelKeyTests
{
    [TestCase("42", "42")]
    [TestCase("42.0", "42")]
    [TestCase("4.2e1", "42")]
    [TestCase("420E-1", "42")]
    [TestCase("0.42e+0002", "42")]
    [TestCase("-0.50", "-0.5")]
    [TestCase("-0", "0")]
    [TestCase("0e99999999999999", "0")]
    [TestCase("100", "100")]
    [TestCase("1e2", "100")]
    [TestCase("0.001", "0.001")]
    [TestCase("1e-3", "0.001")]
    [TestCase("9223372036854775807", "9223372036854775807")]
    [TestCase("79228162514264337593543950335", "79228162514264337593543950335")]
    [TestCase("1.7976931348623157E+308", "1.7976931348623157e308")]
    [TestCase("17976931348623157e292", "1.7976931348623157e308")]
    [TestCase("5E-324", "5e-324")]
    [TestCase("1e99999999999999999999", "1e99999999999999999999")]
    [TestCase("true", "true")]
    [TestCase("false", "false")]
    [TestCase("\"abc\"", "\"abc\"")]
    [TestCase("\"caf\\u00e9\"", "\"café\"")]
    [TestCase("\"a\\\"b\\u0000\"", "\"a\\\"b\\u0000\"")]
    [TestCase("\"42\"", "\"42\"")]
    [TestCase("\"6F9619FF-8B86-D011-B42D-00C04FC964FF\"", "\"6f9619ff-8b86-d011-b42d-00c04fc964ff\"")]
    [TestCase("\"6F9619FF8B86D011B42D00C04FC964FF\"", "\"6F9619FF8B86D011B42D00C04FC964FF\"")]
    [TestCase("\"\"", "\"\"")]
    public void A_value_has_one_spelling(string json, string spelt) =>
        CancelKey.Of("customer/deleted", "customerId", Json.Of(json)).Should().Be("customer/deleted data.customerId=" + spelt);

    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[42]")]
    [TestCase("\"\\ud800\"")]
    public void What_is_no_scalar_or_no_text_has_no_key(string json) => CancelKey.Of("e", "p", Json.Of(json)).Should().BeNull();

    [Test]
    public void An_undefined_element_has_no_key() => CancelKey.Of("e", "p", default).Should().BeNull();

    [Test]
    public void Numbers_that_doubles_would_confuse_stay_apart() =>
        CancelKey.Of("e", "p", Json.Of("9007199254740993")).Should().NotBe(CancelKey.Of("e", "p", Json.Of("9007199254740992.0")));

    [Test]
    public void A_key_over_200_characters_holds_a_digest_in_place_of_the_value()
    {
        var room = CancelKey.MaxLength - "e data.p=\"\"".Length;
        var fits = CancelKey.Of("e", "p", Json.Of($"\"{new string('x', room)}\""));
        var not = CancelKey.Of("e", "p", Json.Of($"\"{new string('x', room + 1)}\""));
        fits.Should().HaveLength(CancelKey.MaxLength).And.EndWith("xx\"");
        not.Should().MatchRegex("^e data\\.p=sha256:[0-9a-f]{64}$");
        CancelKey.Of("e", "p", Json.Of($"\"{new string('x', room + 2)}\"")).Should().NotBe(not);
    }

    [Test]
    public void No_key_is_longer_even_if_its_name_and_path_are()
    {
        var one = CancelKey.Of(new string('e', 200), "p", Json.Of("1"));
        one.Should().MatchRegex("^sha256:[0-9a-f]{64}$");
        CancelKey.Of(new string('e', 200), "q", Json.Of("1")).Should().NotBe(one);
    }
}
