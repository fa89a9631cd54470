using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scheduling.Conventions.Tests.Types;

namespace Scheduling.Conventions.Tests.Readme;

/// <summary>Compiles a block as a reader would paste it: statements, types or both, in a console project with implicit usings.</summary>
internal static class BlockCompiler
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;"
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>The errors, each with its place in the page.</summary>
    public static IEnumerable<string> Check(string page, ReadmeBlock block)
    {
        var tree = CSharpSyntaxTree.ParseText(Merge(page, block));
        var hasStatements = tree.GetCompilationUnitRoot().Members.OfType<GlobalStatementSyntax>().Any();
        var compilation = CSharpCompilation.Create(
            "Block",
            [tree, CSharpSyntaxTree.ParseText(ImplicitUsings)],
            Loaded.References,
            new CSharpCompilationOptions(
                hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        return from diagnostic in compilation.GetDiagnostics()
               where diagnostic.Severity == DiagnosticSeverity.Error
               let place = diagnostic.Location.GetMappedLineSpan()
               select $"{place.Path}:{place.StartLinePosition.Line + 1}: {diagnostic.Id} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
    }

    // C# wants usings first and types last, so the preamble's parts go between the block's; #line keeps each part's place in the page.
    private static string Merge(string page, ReadmeBlock block)
    {
        (int Line, CompilationUnitSyntax Unit)[] parts =
        [
            (block.PreambleLine, CSharpSyntaxTree.ParseText(block.Preamble).GetCompilationUnitRoot()),
            (block.Line, CSharpSyntaxTree.ParseText(block.Code).GetCompilationUnitRoot()),
        ];
        var merged = new StringBuilder();
        Add(unit => unit.Usings);
        Add(unit => unit.Members.OfType<GlobalStatementSyntax>());
        Add(unit => unit.Members.Where(member => member is not GlobalStatementSyntax));
        return merged.ToString();

        void Add(Func<CompilationUnitSyntax, IEnumerable<SyntaxNode>> choose)
        {
            foreach (var (line, unit) in parts)
            {
                foreach (var node in choose(unit))
                {
                    var start = unit.SyntaxTree.GetLineSpan(node.FullSpan).StartLinePosition.Line;
                    merged.Append('\n').Append(CultureInfo.InvariantCulture, $"#line {line + start} \"{page}\"\n").Append(node.ToFullString());
                }
            }
        }
    }
}
