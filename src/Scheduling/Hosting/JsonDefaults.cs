using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Scheduling.Hosting;

/// <summary>How JSON is written and read unless the user says otherwise.</summary>
internal static class JsonDefaults
{
    public static JsonSerializerOptions Create() => new(JsonSerializerDefaults.Web) { TypeInfoResolver = Resolver() };

    /// <summary>Makes options fit for use: without a resolver of their own they get the default one, and they change no more.</summary>
    public static JsonSerializerOptions Freeze(JsonSerializerOptions json)
    {
        if (!json.IsReadOnly)
        {
            json.TypeInfoResolver ??= Resolver();
            json.MakeReadOnly();
        }

        return json;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Reached only where reflection is on; trimmed and AOT applications have it off.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Reached only where reflection is on; trimmed and AOT applications have it off.")]
    private static IJsonTypeInfoResolver Resolver() => JsonSerializer.IsReflectionEnabledByDefault
        ? new DefaultJsonTypeInfoResolver()
        : JsonTypeInfoResolver.Combine();
}
