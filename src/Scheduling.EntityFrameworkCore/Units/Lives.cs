using Scheduling.EntityFrameworkCore.Model;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Which lives of schedules still last. One may end by other hands than the store's: by a cascade in the user's database, for example.</summary>
internal sealed class Lives(IReadOnlyDictionary<string, long> incarnations)
{
    public static async Task<Lives> LoadAsync(IRows rows, IEnumerable<string> scheduleIds, CancellationToken cancellationToken)
    {
        string[] ids = [.. scheduleIds.Distinct(StringComparer.Ordinal)];
        return new(ids.Length == 0
            ? new Dictionary<string, long>()
            : await rows.IncarnationsAsync(ids, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The life of an id that there is now; null if there is none.</summary>
    public long? Of(string scheduleId) => incarnations.TryGetValue(scheduleId, out var incarnation) ? incarnation : null;

    /// <summary>Whether the run's life lasts. A callback tells of an end, that of its schedule too: it outlives all.</summary>
    public bool Last(RunEntity run) => run.CallbackOf is not null || Of(run.ScheduleId) == run.Incarnation;
}
