using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Scheduling.Tests.Matching;

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
