namespace Scheduling.Cluster.Tests.Records;

/// <summary>How far a schedule has come.</summary>
/// <param name="Id">The schedule.</param>
/// <param name="NextDue">Its next occurrence.</param>
/// <param name="Count">The outcomes that it counts, its ended runs that are listed, and its open ones.</param>
internal sealed record ScheduleCount(string Id, DateTimeOffset NextDue, long Count);
