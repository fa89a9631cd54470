using System.Globalization;
using Scheduling.ConsoleHost.Watching;

namespace Scheduling.ConsoleHost.Rendering;

/// <summary>What came of it all, in a few lines.</summary>
internal static class Summary
{
    public static IEnumerable<string> Lines(RunStatistics runs, StatementLedger ledger)
    {
        var counts = ledger.Counts;
        yield return "";
        yield return "runs:         " + Listed(runs.Outcomes);
        yield return runs.Lateness() is { } late
            ? string.Create(CultureInfo.InvariantCulture, $"lateness:     p50 {late.Median.TotalMilliseconds:F1} ms, max {late.Max.TotalMilliseconds:F1} ms")
            : "lateness:     no run started";
        yield return string.Create(CultureInfo.InvariantCulture, $"statements:   {counts.Total} ({Listed(ledger.ByOperation)})");
        yield return string.Create(
            CultureInfo.InvariantCulture, $"while asleep: {counts.InAllSleeps} statements in {counts.Sleeps} sleeps of {counts.Asleep.TotalSeconds:F1} s together");
    }

    private static string Listed(IReadOnlyDictionary<string, long> counts) => counts.Count == 0
        ? "none"
        : string.Join(", ", counts.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Value} {pair.Key}")));
}
