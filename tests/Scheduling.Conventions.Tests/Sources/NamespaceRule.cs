using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scheduling.Conventions.Tests.Sources;

/// <summary>A namespace is the project's root namespace and the folder; extension methods that users call go where users look for them.</summary>
internal static class NamespaceRule
{
    private const string ForUsers = "Microsoft.Extensions.DependencyInjection";

    public static IEnumerable<string> Check(SourceText file, SourceProject project)
    {
        var folders = file.Path[project.Folder.Length..].Split('/')[..^1];
        var expected = string.Join('.', [project.RootNamespace, .. folders]);
        foreach (var type in file.TopLevelTypes())
        {
            var name = SourceText.NameOf(type);
            var actual = string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString()));
            if (actual != expected && !(actual == ForUsers && IsForUsers(name)))
            {
                yield return $"{file.At(type)}: {name} is in namespace '{actual}', its folder says '{expected}'."
                    + $" Only ISchedulingBuilder and types named ...Extensions may be in {ForUsers}.";
            }
        }
    }

    private static bool IsForUsers(string name) => name == "ISchedulingBuilder" || name.EndsWith("Extensions", StringComparison.Ordinal);
}
