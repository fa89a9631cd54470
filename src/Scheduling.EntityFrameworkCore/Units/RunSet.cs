using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>The runs that a batch concerns.</summary>
internal sealed class RunSet
{
    private readonly Dictionary<Guid, RunEntity> _rows;

    public RunSet(IEnumerable<RunEntity> rows) => _rows = rows.ToDictionary(row => row.Id);

    public IEnumerable<string> ScheduleIds => _rows.Values.Select(run => run.ScheduleId);

    /// <summary>The schedules of those whose end or taking up concerns others.</summary>
    public IEnumerable<string> WithNeighbours => _rows.Values.Where(Promoting.HasNeighbours).Select(run => run.ScheduleId);

    public static async Task<RunSet> LoadAsync(IRows rows, IEnumerable<Guid> ids, CancellationToken cancellationToken)
    {
        Guid[] distinct = [.. ids.Distinct()];
        return new(distinct.Length == 0 ? [] : await rows.RunsAsync(distinct, cancellationToken).ConfigureAwait(false));
    }

    public RunEntity? Find(Guid id) => _rows.GetValueOrDefault(id);

    public RunEntity? FindOpen(Guid id) => Find(id) is { } run && run.IsOpen() ? run : null;

    public void Add(RunEntity run) => _rows.Add(run.Id, run);
}
