using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Scheduling.Conventions.Tests.Types;

/// <summary>Every type and member that users see has an entry with words in the documentation file.</summary>
internal static class DocumentationRule
{
    public static IEnumerable<string> Check(IAssemblySymbol assembly, XDocument documentation)
    {
        var told = documentation.Descendants("member")
            .Where(member => member.Elements().Any(part => part.Name == "inheritdoc" || !string.IsNullOrWhiteSpace(part.Value) || part.HasElements))
            .Select(member => member.Attribute("name")?.Value)
            .ToHashSet();
        return from symbol in Visible(assembly.GlobalNamespace)
               where !told.Contains(symbol.GetDocumentationCommentId())
               select $"{assembly.Name}: {symbol.ToDisplayString()} has no XML documentation.";
    }

    private static IEnumerable<ISymbol> Visible(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceSymbol space)
            {
                foreach (var inner in Visible(space))
                {
                    yield return inner;
                }
            }
            else if (IsSeen(member) && !IsMadeByTheCompiler(member))
            {
                yield return member;
                if (member is INamedTypeSymbol { TypeKind: not TypeKind.Delegate } type)
                {
                    foreach (var inner in Visible(type))
                    {
                        yield return inner;
                    }
                }
            }
        }
    }

    private static bool IsSeen(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    // Accessors belong to their property; a constructor without parameters is mostly nobody's, and the compiler asks for words on the others.
    private static bool IsMadeByTheCompiler(ISymbol symbol) =>
        symbol.IsImplicitlyDeclared
        || symbol is IMethodSymbol { AssociatedSymbol: not null } or IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 0 }
        || symbol is IFieldSymbol { Name: "value__" }
        || symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(CompilerGeneratedAttribute));
}
