using System.Text.Json.Serialization;
using Scheduling.Benchmarks.Measuring;

namespace Scheduling.Benchmarks.Reporting;

/// <summary>The median of what all runs have measured of one thing.</summary>
/// <param name="Verb">The verb.</param>
/// <param name="Case">The thing.</param>
/// <param name="Store">Where schedules were kept.</param>
/// <param name="System">Who was measured.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Runs">What each run has measured.</param>
internal sealed record Figure(
    [property: JsonPropertyName("verb"), JsonPropertyOrder(0)] string Verb,
    [property: JsonPropertyName("case"), JsonPropertyOrder(1)] string Case,
    [property: JsonPropertyName("store"), JsonPropertyOrder(2)] string Store,
    [property: JsonPropertyName("system"), JsonPropertyOrder(3)] string System,
    [property: JsonPropertyName("unit"), JsonPropertyOrder(5)] string Unit,
    [property: JsonPropertyName("runs"), JsonPropertyOrder(6)] IReadOnlyList<double> Runs)
{
    [JsonPropertyName("value")]
    [JsonPropertyOrder(4)]
    public double Value { get; } = Statistics.Median(Runs);

    /// <summary>The value of ours by this one; null where there is none, or this is not above nothing.</summary>
    [JsonPropertyName("ours_over_this")]
    [JsonPropertyOrder(7)]
    public double? OursOverThis { get; init; }
}
