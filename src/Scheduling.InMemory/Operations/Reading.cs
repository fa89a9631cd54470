using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Reads schedules and runs.</summary>
internal static class Reading
{
    public static IReadOnlyList<StoredSchedule> Get(Tables tables, IReadOnlyList<string> ids) =>
        [.. ids.Select(tables.Schedules.Find).OfType<ScheduleRow>().Select(row => row.ToStored())];

    public static IReadOnlyList<RunHead> Runs(Tables tables, IReadOnlyList<Guid> ids) =>
        [.. ids.Select(tables.Runs.Find).OfType<RunRow>().Select(run => run.ToHead())];

    public static IReadOnlyList<StoredSchedule> List(Tables tables, ScheduleFilter filter, string? afterId, int limit) =>
        [.. tables.Schedules.Matching(filter, afterId).Take(limit).Select(row => row.ToStored())];
}
