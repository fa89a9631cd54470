using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scheduling.Conventions.Tests.Sources;

/// <summary>A namespace is the project's root namespace and the folder; extension methods that users call go where users look for them.</summary>
internal static class NamespaceRule
{
    private static readonly string[] s_forUsers = ["Microsoft.Extensions.DependencyInjection", "Microsoft.EntityFrameworkCore"];

    public static IEnumerable<string> Check(SourceText file, SourceProject project)
    {
        var folders = file.Path[project.Folder.Length..].Split('/')[..^1];
        var expected = string.Join('.', [project.RootNamespace, .. folders]);
        foreach (var type in file.TopLevelTypes())
        {
            var name = SourceText.NameOf(type);
            var actual = string.Join('.', type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString()));
            if (actual != expected && !(s_forUsers.Contains(actual) && IsForUsers(name)))
            {
                yield return $"{file.At(type)}: {name} is in namespace '{actual}', its folder says '{expected}'."
                    + $" Only ISchedulingBuilder and types named ...Extensions may be in {string.Join(" or ", s_forUsers)}.";
            }
        }
    }

    private static bool IsForUsers(string name) => name == "ISchedulingBuilder" || name.EndsWith("Extensions", StringComparison.Ordinal);
}
