using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Scheduling.Conventions.Tests.Sources;

/// <summary>One type a file, named as the file. X and X&lt;T&gt; are one name; a partial X may have X.Part.cs.</summary>
internal static class FileNameRule
{
    public static IEnumerable<string> Check(SourceText file)
    {
        var types = file.TopLevelTypes().ToList();
        var names = types.Select(SourceText.NameOf).Distinct().ToList();
        if (names.Count > 1)
        {
            yield return $"{file.Path}: holds {string.Join(", ", names)}. One type a file.";
            yield break;
        }

        foreach (var name in names)
        {
            var isPartial = types.Any(type => type.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PartialKeyword)));
            if (file.FileName != name + ".cs" && !(isPartial && file.FileName.StartsWith(name + ".", StringComparison.Ordinal)))
            {
                yield return $"{file.Path}: holds {name}. Name the file {name}.cs{(isPartial ? $", or {name}.Part.cs" : "")}.";
            }
        }
    }
}
