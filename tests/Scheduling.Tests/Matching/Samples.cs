using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Scheduling.Tests.Matching;

internal enum Level
{
    Low,
    High,
}

internal class Customer
{
    [JsonPropertyName("customer_id")]
    public int Id { get; init; }

    public Guid? Tenant { get; init; }

    public virtual string Name { get; init; } = "";
}

internal sealed class GoodCustomer : Customer
{
    public override string Name { get; init; } = "good";
}

internal struct Spot
{
    public int X { get; set; }
}

internal sealed class Extended
{
    public int Known { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

[JsonDerivedType(typeof(Square), "square")]
internal class Shape
{
    public int Id { get; init; }
}

internal sealed class Square : Shape
{
    public int Side { get; init; }
}

[JsonConverter(typeof(MoneyConverter))]
internal sealed record Money(decimal Amount);

internal sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetDecimal());

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Amount);
}

internal sealed class Payload
{
    public int CustomerId { get; init; }

    public Customer Customer { get; init; } = new();

    public GoodCustomer Good { get; init; } = new();

    public List<int> Numbers { get; init; } = [];

    public byte[] Bytes { get; init; } = [];

    public Dictionary<string, int> Map { get; init; } = [];

    public JsonElement Element { get; init; }

    public JsonObject? Node { get; init; }

    public JsonArray? Nodes { get; init; }

    public object? Any { get; init; }

    public Money? Price { get; init; }

    public Spot? Spot { get; init; }

    public Extended Extended { get; init; } = new();

    public Shape Shape { get; init; } = new();

    [JsonConverter(typeof(JsonStringEnumConverter<Level>))]
    public Level Level { get; init; }

    public DateTimeOffset? At { get; init; }

    [JsonIgnore]
    public int Hidden { get; init; }

    public string Text { get; init; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Payload))]
internal sealed partial class Generated : JsonSerializerContext;
