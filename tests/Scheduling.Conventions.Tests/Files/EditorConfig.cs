namespace Scheduling.Conventions.Tests.Files;

/// <summary>The settings of one section of .editorconfig.</summary>
internal static class EditorConfig
{
    public static IReadOnlyDictionary<string, string> Section(string text, string header)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var inside = false;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            if (line.StartsWith('['))
            {
                inside = line == $"[{header}]";
            }
            else if (inside && !line.StartsWith('#') && line.Split('=', 2, StringSplitOptions.TrimEntries) is [var key, var value])
            {
                settings[key] = value;
            }
        }

        return settings;
    }
}
