using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Matching;

namespace Scheduling.Tests.Matching;

[TestFixture(false)]
[TestFixture(true)]
public sealed class PathTests(bool generated)
{
    private readonly JsonTypeInfo _root = generated
        ? Generated.Default.Payload
        : new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(Payload));

    [Test]
    public void A_lambda_becomes_a_path_of_json_names()
    {
        Of(p => p.CustomerId).Should().Be("customerId");
        Of(p => p.Customer.Id).Should().Be("customer.customer_id");
        Of(p => p.Customer.Tenant).Should().Be("customer.tenant");
        Of(p => p.Customer.Tenant!.Value).Should().Be("customer.tenant");
        Of(p => p.Good.Name).Should().Be("good.name");
        Of(p => p.Good.Id).Should().Be("good.customer_id");
        Of(p => p.Spot!.Value.X).Should().Be("spot.x");
        Of(p => (object)(long)p.CustomerId).Should().Be("customerId");
        Of(p => p.Level).Should().Be("level");
        Of(p => p.Price).Should().Be("price");
        Of(p => p.Extended.Known).Should().Be("extended.known");
    }

    [Test]
    public void A_lambda_that_is_more_than_member_access_is_refused()
    {
        const string Message = "*is not a plain member access*Write e => e.Member*";
        var outside = new Payload();
        Refusal(p => p).Should().Match(Message);
        Refusal(p => p.Text.ToUpperInvariant()).Should().Match(Message);
        Refusal(p => p.CustomerId + 1).Should().Match(Message);
        Refusal(p => p.Numbers[0]).Should().Match(Message);
        Refusal(p => 42).Should().Match(Message);
        Refusal(p => outside.CustomerId).Should().Match(Message);
    }

    [Test]
    public void A_lambda_to_what_is_not_written_or_never_matches_is_refused()
    {
        Refusal(p => p.Hidden).Should().Match("*Hidden is not written as JSON*JsonIgnore*");
        Refusal(p => p.Price!.Amount).Should().Match("*Amount lies inside a value*match:*");
        Refusal(p => p.Text.Length).Should().Match("*Length lies inside a value*");
        Refusal(p => p.Customer).Should().Match("*data.customer does not fit the payload: it leads to an object (Customer)*");
        Refusal(p => p.Numbers).Should().Match("*it leads to a list*");
    }

    [TestCase("customerId")]
    [TestCase("customer.customer_id")]
    [TestCase("customer.tenant")]
    [TestCase("bytes")]
    [TestCase("map.any")]
    [TestCase("element")]
    [TestCase("element.deep.down")]
    [TestCase("node.deep")]
    [TestCase("any")]
    [TestCase("any.thing")]
    [TestCase("price")]
    [TestCase("price.amount")]
    [TestCase("spot.x")]
    [TestCase("extended.unknown")]
    [TestCase("shape.side")]
    [TestCase("shape.id")]
    [TestCase("level")]
    [TestCase("at")]
    public void A_path_that_can_match_passes(string path) => FluentActions.Invoking(() => Check(path)).Should().NotThrow();

    [TestCase("custId", "*does not fit the payload: Payload has no member \"custId\". Its members are customerId, customer, *text.*")]
    [TestCase("CustomerId", "*Did you mean \"customerId\"? Case counts.*")]
    [TestCase("customer.id", "*Customer has no member \"id\". Its members are customer_id, tenant, name.*")]
    [TestCase("customerId.value", "*Int32 is a single value and has no member \"value\"*")]
    [TestCase("level.low", "*Level is a single value*")]
    [TestCase("at.year", "*is a single value*")]
    [TestCase("numbers.count", "*is a list and has no member*")]
    [TestCase("numbers", "*leads to a list*")]
    [TestCase("nodes", "*leads to a list*")]
    [TestCase("map", "*leads to an object*")]
    [TestCase("node", "*leads to an object*")]
    [TestCase("customer", "*leads to an object*")]
    [TestCase("spot", "*leads to an object*")]
    [TestCase("hidden", "*no member \"hidden\"*")]
    public void A_path_that_can_not_match_is_refused(string path, string message) =>
        FluentActions.Invoking(() => Check(path)).Should().Throw<ArgumentException>().WithMessage(message);

    [Test]
    public void A_root_that_can_hold_anything_takes_any_path_and_a_scalar_root_takes_none()
    {
        PathCheck.Check(_root.Options.GetTypeInfo(typeof(JsonElement)), "any.thing", "event");
        PathCheck.Check(_root.Options.GetTypeInfo(typeof(object)), "any.thing", "event");
        FluentActions.Invoking(() => PathCheck.Check(_root.Options.GetTypeInfo(typeof(int)), "any", "event"))
            .Should().Throw<ArgumentException>().WithMessage("*Int32 is a single value*");
    }

    private string Of(Expression<Func<Payload, object?>> member) => MemberPath.Of(member, _root, "payload");

    private string Refusal(Expression<Func<Payload, object?>> member) =>
        FluentActions.Invoking(() => Of(member)).Should().Throw<ArgumentException>().Which.Message;

    private void Check(string path) => PathCheck.Check(_root, path, "payload");
}
