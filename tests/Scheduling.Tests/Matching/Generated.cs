using System.Text.Json.Serialization;

namespace Scheduling.Tests.Matching;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Payload))]
internal sealed partial class Generated : JsonSerializerContext;
