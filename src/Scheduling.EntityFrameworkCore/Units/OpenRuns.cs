using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>The open runs of the schedules that a batch concerns, whichever life they belong to.</summary>
internal sealed class OpenRuns
{
    private readonly Dictionary<string, List<RunEntity>> _runs = new(StringComparer.Ordinal);

    private OpenRuns(IEnumerable<RunEntity> runs)
    {
        foreach (var run in runs)
        {
            Add(run);
        }
    }

    public static async Task<OpenRuns> LoadAsync(IRows rows, IReadOnlyCollection<string> scheduleIds, CancellationToken cancellationToken) =>
        new(scheduleIds.Count == 0 ? [] : await rows.OpenRunsAsync(scheduleIds, cancellationToken).ConfigureAwait(false));

    public void Add(RunEntity run)
    {
        if (!_runs.TryGetValue(run.ScheduleId, out var runs))
        {
            _runs.Add(run.ScheduleId, runs = []);
        }

        runs.Add(run);
    }

    public IEnumerable<RunEntity> Of(string scheduleId) => _runs.TryGetValue(scheduleId, out var runs) ? runs.Where(run => run.IsOpen()) : [];

    /// <summary>Of the schedule's present life, the open run whose lease ends first.</summary>
    public RunEntity? Earliest(ScheduleEntity row) => Of(row.Id).Where(run => run.Incarnation == row.Incarnation).MinBy(run => run.LeaseUntil);
}
