using System.Text.Json;

namespace Scheduling.ConsoleHost.Files;

/// <summary>Reads the text of a file into entries and all that is wrong with them.</summary>
internal static class ScheduleFileReader
{
    private static readonly JsonDocumentOptions s_json = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <exception cref="ScheduleFileException">The text is no JSON, or no array.</exception>
    public static (IReadOnlyList<FileEntry> Entries, IReadOnlyList<EntryProblem> Problems) Read(string path, string text, DateTimeOffset now)
    {
        using var document = Parse(path, text);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new ScheduleFileException($"{path} does not hold a JSON array. Put the entries between [ and ].");
        }

        List<FileEntry> entries = [];
        List<EntryProblem> problems = [];
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        foreach (var json in document.RootElement.EnumerateArray())
        {
            var (entry, found) = EntryReader.Read(entries.Count + 1, json, now);
            entries.Add(entry);
            problems.AddRange(found.Select(text => new EntryProblem(entry.Number, entry.Id, text)));
            if (entry.Id is { } id && !first.TryAdd(id, entry.Number))
            {
                problems.Add(new EntryProblem(entry.Number, id, $"entry {first[id]} has the same id; give each schedule an id of its own"));
            }
        }

        return (entries, problems);
    }

    private static JsonDocument Parse(string path, string text)
    {
        try
        {
            return JsonDocument.Parse(text, s_json);
        }
        catch (JsonException exception)
        {
            var message = exception.Message.Split(" LineNumber:")[0];
            throw new ScheduleFileException(
                $"{path} is not JSON, at line {exception.LineNumber + 1}, position {exception.BytePositionInLine + 1}: {message}", exception);
        }
    }
}
