using System.Text.Json.Serialization.Metadata;

namespace Scheduling.ConsoleHost.Jobs;

/// <summary>A job that a file may name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Payload">The JSON form of its payload.</param>
internal sealed record JobKind(string Name, JsonTypeInfo Payload);
