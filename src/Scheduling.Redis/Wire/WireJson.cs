using System.Text.Json.Serialization;

namespace Scheduling.Redis.Wire;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(WireMessage))]
[JsonSerializable(typeof(WireEvent))]
internal sealed partial class WireJson : JsonSerializerContext;
