namespace Scheduling.Benchmarks.Measuring;

/// <summary>What one run has measured of one thing.</summary>
/// <param name="Case">The thing; the same words for every system, so that they are compared.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Sample(string Case, double Value, string Unit);
