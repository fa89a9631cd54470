using System.Text.Json.Serialization;

namespace Scheduling.Redis.Wire;

/// <summary>An event within a <see cref="WireMessage"/>. What has its default value is left out.</summary>
internal sealed record WireEvent
{
    [JsonPropertyName("k")]
    public string? Kind { get; init; }

    [JsonPropertyName("n")]
    public string? Node { get; init; }

    [JsonPropertyName("s")]
    public string? ScheduleId { get; init; }

    [JsonPropertyName("v")]
    public long Version { get; init; }

    [JsonPropertyName("j")]
    public string? Job { get; init; }

    [JsonPropertyName("w")]
    public DateTimeOffset? WakeAt { get; init; }

    [JsonPropertyName("r")]
    public Guid? RunId { get; init; }

    [JsonPropertyName("a")]
    public int Attempt { get; init; }

    [JsonPropertyName("h")]
    public string? Holder { get; init; }

    [JsonPropertyName("c")]
    public string? Cancel { get; init; }

    [JsonPropertyName("b")]
    public bool Started { get; init; }

    [JsonPropertyName("o")]
    public long Nonce { get; init; }

    [JsonPropertyName("f")]
    public string? Rules { get; init; }
}
