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

    public static IReadOnlyList<StoredRun> ListRuns(Tables tables, RunFilter filter, Guid? beforeId, int limit)
    {
        var runs = filter.ScheduleId is { } id ? OfSchedule(tables, id, beforeId) : tables.Runs.Descending(beforeId);
        return [.. runs.Where(run => Matches(run, filter)).Take(limit)];
    }

    private static IEnumerable<StoredRun> OfSchedule(Tables tables, string id, Guid? beforeId) =>
        tables.Lives(id).SelectMany(row => row.OpenRuns()).Select(run => run.ToStored())
            .Concat(tables.Runs.CallbacksOf(id).Select(run => run.ToStored()))
            .Concat(tables.Runs.Ended.OfSchedule(id))
            .Where(run => beforeId is not { } before || run.Id.CompareTo(before) < 0)
            .OrderByDescending(run => run.Id);

    private static bool Matches(StoredRun run, RunFilter filter) =>
        (filter.Group is null || filter.Group == run.Group)
        && (filter.Job is null || filter.Job == run.Job)
        && (filter.State is null || filter.State == run.State);
}
