using System.Text.Json;

namespace Scheduling.Matching;

/// <summary>The keys by which a schedule is found. Pure.</summary>
internal static class ScheduleKeys
{
    /// <summary>One key for each rule whose path leads to a value in the payload, without doubles.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<CancelRule> rules, JsonElement? payload)
    {
        List<string> keys = [];
        foreach (var rule in rules)
        {
            if (payload is { } root && At(root, rule.PayloadPath) is { } value
                && CancelKey.Of(rule.EventName, rule.EventPath, value) is { } key && !keys.Contains(key))
            {
                keys.Add(key);
            }
        }

        return keys;
    }

    private static JsonElement? At(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }
}
