using System.Text.Json;

namespace Scheduling.ClusterHost.Talking;

/// <summary>How lines are written and read, on both sides.</summary>
public static class LineFormat
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public static string Write<T>(T line) => JsonSerializer.Serialize(line, s_options);

    public static T Read<T>(string line) => JsonSerializer.Deserialize<T>(line, s_options) ?? throw new FormatException($"'{line}' says nothing.");
}
