using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Matching;

/// <summary>Says what types are written as, by their serialization metadata alone: no reflection, nothing compiled. Pure.</summary>
internal static class JsonShapes
{
    public static JsonShape Of(JsonTypeInfo info) => info.Type switch
    {
        var type when type == typeof(JsonObject) => JsonShape.Open,
        var type when type == typeof(JsonArray) => JsonShape.List,
        var type when type == typeof(object) || type == typeof(JsonElement) || type == typeof(JsonDocument) || type == typeof(JsonNode) =>
            JsonShape.Anything,
        _ => info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => JsonShape.List,
            JsonTypeInfoKind.Dictionary => JsonShape.Open,
            JsonTypeInfoKind.Object => IsOpen(info) ? JsonShape.Open : JsonShape.Members,
            _ => Of(info.Converter),
        },
    };

    /// <summary>What a member is written as, and the metadata of its type if that says more.</summary>
    public static (JsonShape Shape, JsonTypeInfo? Info) Of(JsonPropertyInfo member)
    {
        if (member.CustomConverter is { } converter)
        {
            return (Of(converter), null);
        }

        var type = Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return member.Options.TryGetTypeInfo(type, out var info) ? (Of(info), info) : (JsonShape.Anything, null);
    }

    /// <summary>The members that are written.</summary>
    public static IEnumerable<JsonPropertyInfo> Members(JsonTypeInfo info) =>
        info.Properties.Where(member => member is { Get: not null, IsExtensionData: false });

    // What System.Text.Json converts by itself without being an object or a list is one value; a converter of others may write anything.
    private static JsonShape Of(JsonConverter converter) =>
        converter.GetType().Assembly == typeof(JsonSerializer).Assembly ? JsonShape.Scalar : JsonShape.Anything;

    // Extension data and derived types bring members that the type itself does not say.
    private static bool IsOpen(JsonTypeInfo info) =>
        info.PolymorphismOptions is not null || info.Properties.Any(member => member.IsExtensionData);
}
