using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Jobs;

/// <summary>What one <c>CancelOn</c> was told. It is resolved when the host starts, since only then the payload's JSON form is known.</summary>
/// <param name="EventName">The event's name; null to take the one that <see cref="EventType"/> carries.</param>
internal sealed record CancelOnCall(string? EventName)
{
    /// <summary>The path that event and payload share, for example <c>data.customerId</c>; null when the members were given by lambdas.</summary>
    public string? Match { get; init; }

    public Type? EventType { get; init; }

    /// <summary>The path to the event's member, given the JSON form of <see cref="EventType"/>.</summary>
    public Func<JsonTypeInfo, string>? EventPath { get; init; }

    /// <summary>The path to the payload's member, given the payload's JSON form.</summary>
    public Func<JsonTypeInfo, string>? PayloadPath { get; init; }
}
