using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Reads schedules and runs.</summary>
internal static class Reading
{
    public static async Task<IReadOnlyList<StoredSchedule>> GetAsync(IRows rows, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var schedules = await ScheduleSet.LoadAsync(rows, ids, cancellationToken).ConfigureAwait(false);
        var facts = await ScheduleFacts.LoadAsync(rows, schedules.Ids, cancellationToken).ConfigureAwait(false);
        return [.. ids.Select(schedules.Find).OfType<Model.ScheduleEntity>().Select(facts.ToStored)];
    }

    public static async Task<IReadOnlyList<StoredSchedule>> ListAsync(
        IRows rows, ScheduleFilter filter, string? afterId, int limit, CancellationToken cancellationToken)
    {
        var ids = await rows.MatchingAsync(filter, afterId, limit, cancellationToken).ConfigureAwait(false);
        return await GetAsync(rows, ids, cancellationToken).ConfigureAwait(false);
    }

    public static async Task<IReadOnlyList<RunHead>> RunsAsync(IRows rows, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var runs = await RunSet.LoadAsync(rows, ids, cancellationToken).ConfigureAwait(false);
        return [.. ids.Select(runs.FindOpen).OfType<Model.RunEntity>().Select(run => run.ToHead())];
    }

    public static async Task<IReadOnlyList<StoredRun>> ListRunsAsync(
        IRows rows, RunFilter filter, Guid? beforeId, int limit, CancellationToken cancellationToken)
    {
        var runs = await rows.MatchingRunsAsync(filter, beforeId, limit, cancellationToken).ConfigureAwait(false);
        return [.. runs.Select(run => run.ToStored())];
    }
}
