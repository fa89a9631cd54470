using FluentAssertions;
using NUnit.Framework;
using Scheduling.Matching;

namespace Scheduling.Tests.Matching;

public sealed class KeysTests
{
    [Test]
    public void An_event_has_a_key_for_each_value_that_a_rule_can_name() =>
        EventKeys.Of("e", Json.Of("""
            {"id":42,"order":{"customer":{"id":"x"},"open":true},"list":[1,{"id":2}],"none":null,"a.b":1,"a=b":1,"a b":1,"":1,"\ud800":1,"\u0000":1}
            """)).Should().Equal("e data.id=42", "e data.order.customer.id=\"x\"", "e data.order.open=true");

    [TestCase("42")]
    [TestCase("[1]")]
    [TestCase("null")]
    [TestCase("\"a\"")]
    public void Data_that_is_no_object_has_no_keys(string json) => EventKeys.Of("e", Json.Of(json)).Should().BeEmpty();

    [Test]
    public void Doubles_are_removed() => EventKeys.Of("e", Json.Of("""{"a":1,"a":1.0}""")).Should().Equal("e data.a=1");

    [Test]
    public void More_than_256_values_are_refused()
    {
        static string Members(int count) => "{" + string.Join(',', Enumerable.Range(0, count).Select(index => $"\"m{index}\":{index}")) + "}";
        EventKeys.Of("e", Json.Of(Members(256))).Should().HaveCount(256);
        FluentActions.Invoking(() => EventKeys.Of("e", Json.Of($$"""{"in":{{Members(257)}}}""")))
            .Should().Throw<ArgumentException>().WithMessage("*e has more than 256 values. Send only the ids*");
    }

    [Test]
    public void A_schedule_has_a_key_for_each_rule_that_its_payload_answers()
    {
        CancelRule[] rules =
        [
            CancelRule.FromMatch("a", "data.customer.id"), new("b", "id", "customer.id"), new("b", "id", "twin"),
            CancelRule.FromMatch("a", "data.none"), CancelRule.FromMatch("a", "data.missing"), CancelRule.FromMatch("a", "data.customer"),
            CancelRule.FromMatch("a", "data.twin.id"), CancelRule.FromMatch("a", "data.Customer.id"),
        ];
        var payload = Json.Of("""{"customer":{"id":7},"twin":7.0,"none":null}""");
        ScheduleKeys.Of(rules, payload).Should().Equal("a data.customer.id=7", "b data.id=7");
        ScheduleKeys.Of(rules, null).Should().BeEmpty();
        ScheduleKeys.Of(rules, Json.Of("7")).Should().BeEmpty();
    }
}
