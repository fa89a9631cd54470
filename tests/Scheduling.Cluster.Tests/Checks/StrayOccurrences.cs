namespace Scheduling.Cluster.Tests.Checks;

/// <summary>Nothing has run that stands in no reference list.</summary>
internal static class StrayOccurrences
{
    /// <param name="history">What has happened.</param>
    /// <param name="isOccurrence">Whether a schedule has an occurrence at a time.</param>
    public static IEnumerable<string> Of(History history, Func<string, DateTimeOffset, bool> isOccurrence) =>
        history.Starts.Where(start => !isOccurrence(start.ScheduleId, start.Occurrence)).Select(start => $"no occurrence: {start}");
}
