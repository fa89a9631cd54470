using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scheduling.Conventions.Tests.Sources;

/// <summary>Tests wait for events, never for time, and hide no failure.</summary>
internal static class TestWaitRule
{
    private static readonly string[] s_hiding = ["Ignore", "Retry"];

    public static IEnumerable<string> Check(SourceText file)
    {
        foreach (var call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var name = string.Join('.', call.Expression.ToString().Split('.')[^Math.Min(2, call.Expression.ToString().Split('.').Length)..]);
            if (name == "Thread.Sleep")
            {
                yield return $"{file.At(call)}: {call} waits for time. Wait for an event.";
            }

            if (name == "Task.Delay" && call.ArgumentList.Arguments.FirstOrDefault()?.Expression.IsKind(SyntaxKind.NumericLiteralExpression) == true)
            {
                yield return $"{file.At(call)}: {call} waits for time. Wait for an event, or advance the fake clock.";
            }
        }

        foreach (var attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>())
        {
            foreach (var hiding in s_hiding.Where(hiding => Named(attribute, hiding)))
            {
                yield return $"{file.At(attribute)}: [{hiding}] hides a failure. Mend the test or remove it.";
            }
        }
    }

    public static bool Named(AttributeSyntax attribute, string name)
    {
        var last = attribute.Name.ToString().Split('.')[^1];
        return last == name || last == name + "Attribute";
    }
}
