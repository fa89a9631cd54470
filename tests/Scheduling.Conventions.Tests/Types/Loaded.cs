using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Scheduling.Conventions.Tests.Types;

/// <summary>What is loaded here, as the compiler sees it.</summary>
internal static class Loaded
{
    public static IReadOnlyList<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilation Compilation { get; } = CSharpCompilation.Create("Seen", references: References);

    public static IAssemblySymbol Read(SourceProject project) =>
        Compilation.SourceModule.ReferencedAssemblySymbols.Single(assembly => assembly.Name == project.Name);

    public static IAssemblySymbol Compile(string text) =>
        CSharpCompilation.Create("Example", [CSharpSyntaxTree.ParseText(text)], References).Assembly;
}
