using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>The open runs of the schedules that a batch concerns, whichever life they belong to; callbacks are none of them.</summary>
internal sealed class OpenRuns
{
    private readonly Dictionary<string, List<RunEntity>> _runs = new(StringComparer.Ordinal);

    public OpenRuns(IEnumerable<RunEntity> runs)
    {
        foreach (var run in runs)
        {
            Add(run);
        }
    }

    public static async Task<OpenRuns> LoadAsync(IRows rows, IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) =>
        new(scheduleIds.Count == 0 ? [] : await rows.OpenRunsAsync(scheduleIds, cancellationToken).ConfigureAwait(false));

    /// <summary>Loads them; those that the batch names already are the same objects.</summary>
    public static async Task<OpenRuns> LoadAsync(IRows rows, IEnumerable<string> scheduleIds, RunSet named, CancellationToken cancellationToken)
    {
        string[] ids = [.. scheduleIds.Distinct(StringComparer.Ordinal)];
        IReadOnlyList<RunEntity> runs = ids.Length == 0 ? [] : await rows.OpenRunsAsync(ids, cancellationToken).ConfigureAwait(false);
        return new(runs.Select(run => named.Find(run.Id) ?? run));
    }

    public void Add(RunEntity run)
    {
        if (run.CallbackOf is not null)
        {
            return;
        }

        if (!_runs.TryGetValue(run.ScheduleId, out var runs))
        {
            _runs.Add(run.ScheduleId, runs = []);
        }

        runs.Add(run);
    }

    public IEnumerable<RunEntity> Of(string scheduleId) => _runs.TryGetValue(scheduleId, out var runs) ? runs.Where(run => run.IsOpen()) : [];

    /// <summary>Those of one life.</summary>
    public IEnumerable<RunEntity> Of(string scheduleId, long incarnation) => Of(scheduleId).Where(run => run.Incarnation == incarnation);

    /// <summary>Of the schedule's present life, the open run whose lease ends first.</summary>
    public RunEntity? Earliest(ScheduleEntity row) => Of(row.Id, row.Incarnation).MinBy(run => run.LeaseUntil);
}
