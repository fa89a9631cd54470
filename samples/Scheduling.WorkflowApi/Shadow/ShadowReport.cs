using System.Globalization;

namespace Scheduling.WorkflowApi.Shadow;

/// <summary>How the poller and the schedules compare.</summary>
/// <param name="Both">How many occurrences both have.</param>
/// <param name="Differences">Those that one alone has.</param>
/// <param name="PolledLateness">How late the poller was at most.</param>
/// <param name="ShadowLateness">How late the schedules were at most.</param>
internal sealed record ShadowReport(int Both, IReadOnlyList<ShadowDifference> Differences, TimeSpan PolledLateness, TimeSpan ShadowLateness)
{
    public IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Both} occurrences alike; the poller was up to {PolledLateness.TotalSeconds:0.0} s late, the schedules up to {ShadowLateness.TotalSeconds:0.0} s");
        yield return $"{Differences.Count} differences";
        foreach (var difference in Differences)
        {
            yield return $"  {difference.ScheduleId} at {difference.Due.UtcDateTime:u}: {(difference.IsOnlyPolled ? "only the poller has run it" : "only the schedule was due")}";
        }
    }
}
