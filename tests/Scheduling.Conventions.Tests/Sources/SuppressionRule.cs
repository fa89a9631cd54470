using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scheduling.Conventions.Tests.Sources;

/// <summary>The rules that guard time, context, documentation and the public surface are not switched off in code.</summary>
internal static class SuppressionRule
{
    public static readonly string[] Guards = ["CA2007", "CS1591", "RS0016", "RS0017", "RS0030"];

    public static IEnumerable<string> Check(SourceText file)
    {
        foreach (var pragma in file.Syntax.DescendantTrivia().Select(trivia => trivia.GetStructure()).OfType<PragmaWarningDirectiveTriviaSyntax>()
            .Where(pragma => pragma.DisableOrRestoreKeyword.ValueText == "disable"))
        {
            var off = pragma.ErrorCodes.Select(code => code.ToString()).ToList();
            if (off.Count == 0)
            {
                yield return $"{file.At(pragma)}: switches every warning off. Name the one rule.";
            }

            foreach (var id in off.Where(Guards.Contains).Where(id => !(id == "RS0030" && RegistersTheClock(file, pragma))))
            {
                yield return $"{file.At(pragma)}: switches {id} off. Mend the code instead.";
            }
        }

        foreach (var attribute in file.Syntax.DescendantNodes().OfType<AttributeSyntax>().Where(a => TestWaitRule.Named(a, "SuppressMessage")))
        {
            foreach (var id in Guards.Where(id => attribute.ToString().Contains(id, StringComparison.Ordinal)))
            {
                yield return $"{file.At(attribute)}: suppresses {id}. Mend the code instead.";
            }
        }
    }

    // The one line that may name the system's clock is the one that puts it into the container.
    private static bool RegistersTheClock(SourceText file, PragmaWarningDirectiveTriviaSyntax pragma)
    {
        var line = pragma.GetLocation().GetLineSpan().StartLinePosition.Line;
        return file.Text.Split('\n').ElementAtOrDefault(line + 1)?.Contains("TryAddSingleton(TimeProvider.System)", StringComparison.Ordinal) == true;
    }
}
