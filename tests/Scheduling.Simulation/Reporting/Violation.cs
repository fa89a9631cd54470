using System.Globalization;

namespace Scheduling.Simulation.Reporting;

/// <summary>An invariant that did not hold.</summary>
/// <param name="Checker">Which one.</param>
/// <param name="At">When, since the start.</param>
/// <param name="Text">What was seen.</param>
internal sealed record Violation(string Checker, TimeSpan At, string Text)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Checker} at {At:c}: {Text}");
}
