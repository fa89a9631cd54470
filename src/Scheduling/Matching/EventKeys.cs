using System.Text.Json;

namespace Scheduling.Matching;

/// <summary>The keys under which an event is looked up: one for each value in its data, so that its sender needs not know any rule. Pure.</summary>
/// <remarks>
/// Lists are skipped: rules name members, and a list has none. So are members whose names hold a dot, '=', white space or control characters,
/// or nothing: their path would read like another one, and no rule can name them.
/// </remarks>
internal static class EventKeys
{
    /// <summary>Each value costs a key in the statement that looks schedules up.</summary>
    public const int MaxValues = 256;

    /// <exception cref="ArgumentException">The data has too many values.</exception>
    public static IReadOnlyList<string> Of(string eventName, JsonElement data)
    {
        EventNames.Check(eventName);
        List<string> keys = [];
        if (data.ValueKind == JsonValueKind.Object)
        {
            Walk(eventName, "", data, keys);
        }

        return keys.Distinct(StringComparer.Ordinal).ToArray();
    }

    private static void Walk(string eventName, string prefix, JsonElement data, List<string> keys)
    {
        foreach (var member in data.EnumerateObject())
        {
            if (Name(member) is not { } name)
            {
                continue;
            }

            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Walk(eventName, prefix + name + ".", member.Value, keys);
            }
            else if (CancelKey.Of(eventName, prefix + name, member.Value) is { } key)
            {
                keys.Add(key);
                if (keys.Count > MaxValues)
                {
                    throw new ArgumentException(
                        $"The data of {eventName} has more than {MaxValues} values. Send only the ids by which schedules are cancelled.", nameof(data));
                }
            }
        }
    }

    private static string? Name(JsonProperty member)
    {
        try
        {
            var name = member.Name;
            return name.Length > 0 && !name.Contains('.') && KeyText.IsPlain(name) ? name : null;
        }
        catch (InvalidOperationException)
        {
            // An escaped half of a surrogate pair: no rule can name it.
            return null;
        }
    }
}
