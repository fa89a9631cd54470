using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>The schedules that a batch concerns.</summary>
internal sealed class ScheduleSet
{
    private readonly Dictionary<string, ScheduleEntity> _rows;

    public ScheduleSet(IEnumerable<ScheduleEntity> rows) => _rows = rows.ToDictionary(row => row.Id, StringComparer.Ordinal);

    public IReadOnlyCollection<string> Ids => _rows.Keys;

    public static async Task<ScheduleSet> LoadAsync(IRows rows, IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        string[] distinct = [.. ids.Distinct(StringComparer.Ordinal)];
        return new(distinct.Length == 0 ? [] : await rows.SchedulesAsync(distinct, cancellationToken).ConfigureAwait(false));
    }

    public ScheduleEntity? Find(string id) => _rows.GetValueOrDefault(id);

    public void Add(ScheduleEntity row) => _rows.Add(row.Id, row);
}
