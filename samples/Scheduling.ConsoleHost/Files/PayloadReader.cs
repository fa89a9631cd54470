using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Scheduling.ConsoleHost.Jobs;

namespace Scheduling.ConsoleHost.Files;

/// <summary>Reads the payload of an entry, and collects all that is wrong with it.</summary>
internal static class PayloadReader
{
    public static object? Read(JobKind kind, JsonElement? json, List<string> problems)
    {
        var known = kind.Payload.Properties;
        var takes = $"{kind.Name} takes {string.Join(", ", known.Select(member => member.Name))}";
        if (json is not { ValueKind: JsonValueKind.Object } payload)
        {
            problems.Add(json is null ? $"has no \"payload\"; {takes}" : $"\"payload\" is not an object; {takes}");
            return null;
        }

        var before = problems.Count;
        string[] given = [.. payload.EnumerateObject().Select(member => member.Name)];
        problems.AddRange(given.Except(known.Select(member => member.Name)).Select(name => $"the payload has the unknown member \"{name}\"; {takes}"));
        problems.AddRange(given.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => $"the payload has \"{same.Key}\" twice; give it once"));
        problems.AddRange(known.Where(IsMissing).Select(member => $"the payload has no \"{member.Name}\", which {kind.Name} needs"));
        if (problems.Count > before)
        {
            return null;
        }

        try
        {
            var read = (IPayload)payload.Deserialize(kind.Payload)!;
            problems.AddRange(read.Problems().Select(problem => $"in the payload, {problem}"));
            return problems.Count > before ? null : read;
        }
        catch (JsonException exception)
        {
            problems.Add($"the payload's \"{exception.Path?.TrimStart('$', '.')}\" does not fit: {Expected(exception, kind)}");
            return null;
        }

        bool IsMissing(JsonPropertyInfo member) => member.IsRequired && !given.Contains(member.Name);
    }

    private static string Expected(JsonException exception, JobKind kind)
    {
        var path = exception.Path ?? "";
        var member = kind.Payload.Properties.FirstOrDefault(p => path == "$." + p.Name || path.StartsWith($"$.{p.Name}[", StringComparison.Ordinal));
        var type = member is null ? null : Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType;
        return type switch
        {
            null => exception.Message,
            _ when type == typeof(string) => "give a text",
            _ when type == typeof(int) => "give a whole number",
            _ when type == typeof(double) => "give a number",
            _ => "give an array of texts",
        };
    }
}
