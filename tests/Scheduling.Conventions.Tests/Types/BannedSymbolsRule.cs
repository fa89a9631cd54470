using Microsoft.CodeAnalysis;

namespace Scheduling.Conventions.Tests.Types;

/// <summary>Each line of the list names something that exists and says what to do instead: a misspelt line bans nothing.</summary>
internal static class BannedSymbolsRule
{
    public static IEnumerable<string> Check(string path, string text, Compilation compilation)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            var parts = lines[i].Split(';', 2);
            if (parts[0].Length > 0 && DocumentationCommentId.GetFirstSymbolForDeclarationId(parts[0], compilation) is null)
            {
                yield return $"{path}:{i + 1}: {parts[0]} names nothing, so it bans nothing.";
            }
            else if (parts[0].Length > 0 && parts.ElementAtOrDefault(1) is null or "")
            {
                yield return $"{path}:{i + 1}: {parts[0]} does not say what to do instead.";
            }
        }
    }
}
