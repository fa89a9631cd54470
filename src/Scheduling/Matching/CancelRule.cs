namespace Scheduling.Matching;

/// <summary>"The event cancels when its value at a path equals the schedule's own value at a path." Immutable.</summary>
/// <param name="EventName">The event's name.</param>
/// <param name="EventPath">JSON member names separated by dots, from the event's data on, without <c>data.</c></param>
/// <param name="PayloadPath">The same, from the schedule's payload on.</param>
internal sealed record CancelRule(string EventName, string EventPath, string PayloadPath)
{
    private const string Data = "data.";

    public string EventName { get; } = EventNames.Check(EventName);

    public string EventPath { get; } = CheckPath(EventPath);

    public string PayloadPath { get; } = CheckPath(PayloadPath);

    /// <summary>The rule for one path that the event and the payload share.</summary>
    /// <param name="eventName">The event's name.</param>
    /// <param name="match">The path, written from <c>data.</c> on, for example <c>data.customerId</c>.</param>
    /// <exception cref="ArgumentException">The name or the path is not acceptable.</exception>
    public static CancelRule FromMatch(string eventName, string match)
    {
        ArgumentNullException.ThrowIfNull(match);
        if (!match.StartsWith(Data, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The match \"{match}\" does not begin with \"data.\". Write data.{match.TrimStart('.')}.", nameof(match));
        }

        var path = match[Data.Length..];
        return new CancelRule(eventName, path, path);
    }

    private static string CheckPath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Split('.').Contains("") || !KeyText.IsPlain(path)
            ? throw new ArgumentException(
                $"The path \"{path}\" can't be matched. Use JSON member names separated by single dots, none of them with a dot, '=' or white space, such as data.order.customerId.",
                nameof(path))
            : path;
    }
}
