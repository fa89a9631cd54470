using System.Globalization;
using System.Text.Json;
using CsCheck;
using FluentAssertions;
using NUnit.Framework;
using Scheduling.Matching;

namespace Scheduling.Tests.Matching;

public sealed class KeysPropertyTests
{
    private static readonly CancelRule Rule = new("e", "order.id", "customer");

    private static readonly Gen<object> Values = Gen.OneOf(
        Gen.Int.Select(value => (object)value), Gen.Long.Select(value => (object)value), Gen.Bool.Select(value => (object)value),
        Gen.Double.Where(double.IsFinite).Select(value => (object)value), Gen.Decimal.Select(value => (object)value),
        Gen.String.Select(value => (object)value), Gen.Guid.Select(value => (object)value),
        Gen.Int[0, 9].Select(value => (object)value), Gen.Int[0, 9].Select(value => (object)value.ToString(CultureInfo.InvariantCulture)),
        Gen.String[Gen.Char["ab\"\\= .\u00e9"], 0, 300].Select(value => (object)value));

    [Test]
    public void A_payload_and_an_event_that_hold_one_value_have_one_key() =>
        Values.Sample(
            value =>
            {
                var payload = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["customer"] = value });
                var data = JsonSerializer.SerializeToElement(new { other = 1, order = new { id = value } });
                EventKeys.Of("e", data).Should().Contain(ScheduleKeys.Of([Rule], payload).Should().ContainSingle().Which);
            },
            iter: 3_000);

    [Test]
    public void Different_values_have_different_keys() =>
        Gen.Select(Values, Values).Sample(
            (one, two) => (Key(one) == Key(two)).Should().Be(IsSame(JsonSerializer.SerializeToElement(one), JsonSerializer.SerializeToElement(two))),
            iter: 20_000);

    [Test]
    public void A_decimal_has_one_key_however_it_is_scaled() =>
        Gen.Select(Gen.Decimal[-1_000_000_000m, 1_000_000_000m], Gen.Int[-20, 20]).Sample(
            (value, shift) =>
            {
                var plain = Math.Round(value, 6).ToString(CultureInfo.InvariantCulture);
                var shifted = ((decimal)(double)Math.Round(value, 0)).ToString(CultureInfo.InvariantCulture);
                var zeros = plain.Contains('.') ? plain + "000" : plain + ".000";
                CanonicalNumber.Of(zeros).Should().Be(CanonicalNumber.Of(plain));
                CanonicalNumber.Of(CanonicalNumber.Of(plain)).Should().Be(CanonicalNumber.Of(plain));
                decimal.Parse(CanonicalNumber.Of(plain), CultureInfo.InvariantCulture).Should().Be(Math.Round(value, 6));
                CanonicalNumber.Of($"{shifted}{(shift > 0 ? new string('0', shift) : "")}")
                    .Should().Be(CanonicalNumber.Of($"{shifted}e{Math.Max(shift, 0)}"));
            },
            iter: 2_000);

    private static string? Key(object value) => CancelKey.Of("e", "p", JsonSerializer.SerializeToElement(value));

    private static bool IsSame(JsonElement one, JsonElement two) => one.ValueKind == two.ValueKind && one.ValueKind switch
    {
        JsonValueKind.String => one.GetString() == two.GetString(),
        JsonValueKind.Number => JsonElement.DeepEquals(one, two),
        _ => true,
    };
}
