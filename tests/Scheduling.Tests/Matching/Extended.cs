using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Tests.Matching;

internal sealed class Extended
{
    public int Known { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
