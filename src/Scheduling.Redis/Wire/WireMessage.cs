using System.Text.Json.Serialization;

namespace Scheduling.Redis.Wire;

/// <summary>What one PUBLISH carries: UTF-8 JSON, a version and events in their order.</summary>
/// <remarks>
/// <code>
/// {"v":1,"e":[{"k":"schedule/start","n":"worker-1#17","s":"digest-42","v":7,"j":"send-digest","w":"2031-02-03T04:05:06.123457+00:00"}]}
///
/// v  the version of the format in which it is written
/// r  the lowest version whose readers understand it; v if it is left out. A reader drops what asks for more than its own.
/// e  the events: k kind, n node, s schedule, v its version, j job, w wakes at (ISO 8601, to the tick), r run, a attempt, h holder,
///    c cancel ("before_start" or "always"), b has begun, o nonce, f fingerprint of cancel rules
/// </code>
/// Nodes of two versions run side by side during an upgrade. So properties are only added, never given another meaning; readers pass over properties and kinds
/// that they don't know; and a change that an older reader would misunderstand raises v, and r with it. Readers go on reading all earlier versions.
/// </remarks>
internal sealed record WireMessage
{
    /// <summary>The version that is written here, and the highest that is read.</summary>
    public const int Current = 1;

    [JsonPropertyName("v")]
    public int Version { get; init; }

    [JsonPropertyName("r")]
    public int ReadableFrom { get; init; }

    [JsonPropertyName("e")]
    public IReadOnlyList<WireEvent?>? Events { get; init; }
}
