using System.Text.Json.Serialization;

namespace Scheduling.Tests.Matching;

internal class Customer
{
    [JsonPropertyName("customer_id")]
    public int Id { get; init; }

    public Guid? Tenant { get; init; }

    public virtual string Name { get; init; } = "";
}
