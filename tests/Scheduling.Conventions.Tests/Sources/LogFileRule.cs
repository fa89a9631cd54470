using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scheduling.Conventions.Tests.Sources;

/// <summary>Log messages stand beside the class that they speak for, in X.Log.cs.</summary>
internal static class LogFileRule
{
    public static IEnumerable<string> Check(SourceText file) =>
        file.FileName.EndsWith(".Log.cs", StringComparison.Ordinal)
            ? []
            : from method in file.Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>()
              where method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => TestWaitRule.Named(attribute, "LoggerMessage"))
              select $"{file.At(method)}: {method.Identifier.ValueText} is a log message. Move it to {file.FileName[..^3]}.Log.cs.";
}
