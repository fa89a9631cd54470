using FluentAssertions;
using NUnit.Framework;
using Scheduling.Events;
using Scheduling.Matching;

namespace Scheduling.Tests.Matching;

public sealed class CancelRuleTests
{
    [Test]
    public void A_match_is_one_path_in_event_and_payload() =>
        CancelRule.FromMatch("customer/deleted", "data.order.customerId")
            .Should().Be(new CancelRule("customer/deleted", "order.customerId", "order.customerId"));

    [TestCase("customerId", "*does not begin with \"data.\". Write data.customerId.*")]
    [TestCase("Data.customerId", "*does not begin*")]
    [TestCase("data.", "*can't be matched*")]
    [TestCase("data.a..b", "*can't be matched*")]
    [TestCase("data.a b", "*can't be matched*")]
    [TestCase("data.a=b", "*can't be matched*")]
    public void A_match_that_is_no_path_is_refused(string match, string message) =>
        FluentActions.Invoking(() => CancelRule.FromMatch("e", match)).Should().Throw<ArgumentException>().WithMessage(message);

    [TestCase("")]
    [TestCase("a b")]
    [TestCase("a\tb")]
    [TestCase("a\u00a0b")]
    [TestCase("a\u0000")]
    [TestCase("a=b")]
    public void An_event_name_that_could_be_misread_is_refused(string name) =>
        FluentActions.Invoking(() => new CancelRule(name, "p", "p"))
            .Should().Throw<ArgumentException>().WithMessage("The event name*Use 1 to 200 characters*");

    [Test]
    public void Half_a_surrogate_pair_is_refused_and_a_whole_one_is_not()
    {
        // Not test cases: attributes are stored as UTF-8, which would mend the text.
        FluentActions.Invoking(() => EventNames.Check("a\ud83d")).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => CancelRule.FromMatch("e", "data.\ude00a")).Should().Throw<ArgumentException>();
        EventNames.Check("a\ud83d\ude00").Should().HaveLength(3);
    }

    [Test]
    public void An_event_name_has_at_most_200_characters()
    {
        EventNames.Check(new string('e', 200)).Should().HaveLength(200);
        FluentActions.Invoking(() => EventNames.Check(new string('e', 201))).Should().Throw<ArgumentException>().WithMessage("*of 201 characters*");
    }

    [Test]
    public void A_type_is_sent_under_its_attribute_or_its_own_name()
    {
        EventNames.Of(typeof(Named)).Should().Be("customer/deleted");
        EventNames.Of(typeof(CancelRuleTests)).Should().Be("CancelRuleTests");
        FluentActions.Invoking(() => EventNames.Of(typeof(Misnamed))).Should().Throw<ArgumentException>();
    }

    [Test]
    public void A_fingerprint_depends_on_the_rules_and_neither_on_order_nor_on_doubles()
    {
        CancelRule one = new("a", "b", "c"), two = new("a", "c", "b"), three = new("b", "a", "c");
        var known = RulesFingerprint.Of([one, two, three]);
        known.Should().MatchRegex("^[0-9a-f]{16}$");
        RulesFingerprint.Of([three, one, two, one]).Should().Be(known);
        new[] { RulesFingerprint.Of([]), RulesFingerprint.Of([one]), RulesFingerprint.Of([two]), RulesFingerprint.Of([one, two]), known }
            .Should().OnlyHaveUniqueItems();
        // It is stored: another value would have every schedule's keys computed anew.
        RulesFingerprint.Of([one]).Should().Be("1a25953465ab671d");
    }

    [EventName("customer/deleted")]
    private sealed class Named;

    [EventName("customer deleted")]
    private sealed class Misnamed;
}
