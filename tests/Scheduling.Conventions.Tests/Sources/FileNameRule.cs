using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scheduling.Conventions.Tests.Sources;

/// <summary>
/// One type a file, named as the file. X and X&lt;TPayload&gt; may share X.cs, or the generic one has XOfPayload.cs; a partial X may have X.Part.cs. The one-line classes by which
/// an adapter takes up the contract suites stand together in a file named ...ContractTests.cs.
/// </summary>
internal static class FileNameRule
{
    public static IEnumerable<string> Check(SourceText file)
    {
        var types = file.TopLevelTypes().ToList();
        var names = types.Select(SourceText.NameOf).Distinct().ToList();
        if (file.FileName.EndsWith("ContractTests.cs", StringComparison.Ordinal) && types.All(IsEmpty))
        {
            yield break;
        }

        if (names.Count > 1)
        {
            yield return $"{file.Path}: holds {string.Join(", ", names)}. One type a file.";
            yield break;
        }

        foreach (var name in names)
        {
            var allowed = types.Select(GenericName).Prepend(name).ToList();
            var isPartial = types.Any(type => type.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.PartialKeyword)));
            if (!allowed.Any(stem => file.FileName == stem + ".cs" || (isPartial && file.FileName.StartsWith(stem + ".", StringComparison.Ordinal))))
            {
                yield return $"{file.Path}: holds {name}. Name the file {name}.cs{(isPartial ? $", or {name}.Part.cs" : "")}.";
            }
        }
    }

    private static bool IsEmpty(MemberDeclarationSyntax type) => type is ClassDeclarationSyntax { Members.Count: 0 };

    private static string GenericName(MemberDeclarationSyntax type)
    {
        var parameters = (type as TypeDeclarationSyntax)?.TypeParameterList?.Parameters.Select(parameter => parameter.Identifier.ValueText) ?? [];
        var words = string.Concat(parameters.Select(parameter => parameter.Length > 1 ? parameter[1..] : parameter));
        return SourceText.NameOf(type) + (words.Length > 0 ? "Of" + words : "");
    }
}
