using System.Text.Json;
using Scheduling.ConsoleHost.Jobs;
using Scheduling.Schedules;

namespace Scheduling.ConsoleHost.Files;

/// <summary>Reads one entry, and collects all that is wrong with it.</summary>
internal sealed class EntryReader
{
    private static readonly string[] s_members = ["id", "cron", "every", "at", "zone", "group", "name", "overlap", "job", "payload"];
    private static readonly string[] s_recurrences = ["cron", "every", "at"];

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<string> _problems = [];
    private readonly DateTimeOffset _now;

    private EntryReader(DateTimeOffset now) => _now = now;

    /// <param name="number">Which entry, counted from 1.</param>
    /// <param name="json">The entry.</param>
    /// <param name="now">What relative times are counted from.</param>
    public static (FileEntry Entry, IReadOnlyList<string> Problems) Read(int number, JsonElement json, DateTimeOffset now)
    {
        EntryReader reader = new(now);
        return (reader.Read(number, json), reader._problems);
    }

    private FileEntry Read(int number, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"is {Describe(json)}; an entry is an object with \"id\", \"job\" and one of \"cron\", \"every\", \"at\"");
            return new FileEntry(number);
        }

        ReadMembers(json);
        var job = Required("job", "name one of " + Names());
        var kind = job is null ? null : JobKinds.Find(job);
        if (job is not null && kind is null)
        {
            _problems.Add($"the job \"{job}\" is not known; name one of {Names()}");
        }

        return new FileEntry(number)
        {
            Id = Required("id", "give the schedule a name of its own"),
            Group = Text("group"),
            Name = Text("name"),
            Overlap = ReadOverlap(),
            Recurrence = ReadRecurrence(),
            Job = kind?.Name,
            Payload = kind is null ? null : PayloadReader.Read(kind, _members.TryGetValue("payload", out var payload) ? payload : null, _problems),
        };
    }

    private void ReadMembers(JsonElement json)
    {
        foreach (var member in json.EnumerateObject())
        {
            if (!s_members.Contains(member.Name))
            {
                _problems.Add($"has the unknown member \"{member.Name}\"; an entry takes {string.Join(", ", s_members)}");
            }
            else if (!_members.TryAdd(member.Name, member.Value))
            {
                _problems.Add($"has \"{member.Name}\" twice; give it once");
            }
        }
    }

    private Recurrence? ReadRecurrence()
    {
        string[] given = [.. s_recurrences.Where(_members.ContainsKey)];
        if (given.Length != 1)
        {
            _problems.Add(given.Length == 0
                ? "has none of \"cron\", \"every\", \"at\"; give exactly one of them"
                : $"has {string.Join(" and ", given.Select(name => $"\"{name}\""))}; give exactly one of \"cron\", \"every\", \"at\"");
        }

        var zone = Text("zone");
        if (zone is not null && given.Length > 0 && !given.Contains("cron"))
        {
            _problems.Add("has a \"zone\" without \"cron\"; only cron fields are read in a zone, so leave it out");
        }

        return given.Length != 1 || Text(given[0]) is not { } text ? null : given[0] switch
        {
            "cron" => zone is null ? Recurrence.Cron(text) : Recurrence.Cron(text, zone),
            "every" => Duration.TryRead(text) is { } period ? Recurrence.Every(period) : Unreadable("every", text, Duration.Forms),
            _ => PointInTime.TryRead(text, _now) is { } at ? Recurrence.Once(at) : Unreadable("at", text, PointInTime.Forms),
        };
    }

    private OverlapPolicy ReadOverlap()
    {
        switch (Text("overlap"))
        {
            case null or "skip":
                return OverlapPolicy.Skip;
            case "allowAll":
                return OverlapPolicy.AllowAll;
            case var other:
                _problems.Add($"\"overlap\" is \"{other}\"; write skip or allowAll");
                return default;
        }
    }

    private string? Required(string member, string mend)
    {
        if (!_members.ContainsKey(member))
        {
            _problems.Add($"has no \"{member}\"; {mend}");
            return null;
        }

        var text = Text(member);
        if (text is { Length: 0 })
        {
            _problems.Add($"\"{member}\" is empty; {mend}");
            return null;
        }

        return text;
    }

    private string? Text(string member)
    {
        if (!_members.TryGetValue(member, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            _problems.Add($"\"{member}\" is {Describe(value)}; give a text");
            return null;
        }

        return value.GetString();
    }

    private Recurrence? Unreadable(string member, string text, string mend)
    {
        _problems.Add($"\"{member}\" is \"{text}\", which can't be read; {mend}");
        return null;
    }

    private static string Names() => string.Join(", ", JobKinds.All.Select(kind => kind.Name));

    private static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
