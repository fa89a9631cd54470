using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scheduling.Conventions.Tests.Sources;

/// <summary>A library awaits without the caller's context: ConfigureAwait(false), or options that do not ask for it.</summary>
internal static class AwaitRule
{
    public static IEnumerable<string> Check(SourceText file)
    {
        foreach (var node in file.Syntax.DescendantNodes())
        {
            IEnumerable<SyntaxNode?> awaited = node switch
            {
                AwaitExpressionSyntax expression => [expression.Expression],
                ForEachStatementSyntax loop when loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) => [loop.Expression],
                ForEachVariableStatementSyntax loop when loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) => [loop.Expression],
                UsingStatementSyntax use when use.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) => use.Declaration is { } inner ? Values(inner) : [use.Expression],
                LocalDeclarationStatementSyntax use when use.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) => Values(use.Declaration),
                _ => [],
            };
            foreach (var expression in awaited.Where(expression => !IsConfigured(expression)))
            {
                yield return $"{file.At(node)}: awaits '{expression}' without ConfigureAwait(false).";
            }
        }
    }

    private static IEnumerable<SyntaxNode?> Values(VariableDeclarationSyntax declaration) =>
        declaration.Variables.Select(variable => variable.Initializer?.Value);

    private static bool IsConfigured(SyntaxNode? awaited)
    {
        if (awaited is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax call } invocation)
        {
            return false;
        }

        // Task.Yield() has nothing to configure.
        if (call.ToString() == "Task.Yield")
        {
            return true;
        }

        var argument = invocation.ArgumentList.Arguments.FirstOrDefault()?.Expression.ToString() ?? "";
        return call.Name.Identifier.ValueText == "ConfigureAwait"
            && (argument == "false" || (argument.Contains("ConfigureAwaitOptions.", StringComparison.Ordinal)
                && !argument.Contains("ContinueOnCapturedContext", StringComparison.Ordinal)));
    }
}
