using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Replaces the keys by which schedules are found.</summary>
internal static class CancelKeys
{
    public static async Task<int> ReplaceAsync(IUnitOfWork unit, IReadOnlyList<CancelKeysWrite> writes, CancellationToken cancellationToken)
    {
        var schedules = await ScheduleSet.LoadAsync(unit, writes.Select(write => write.ScheduleId), cancellationToken).ConfigureAwait(false);
        var stored = schedules.Ids.Count == 0 ? [] : await unit.CancelKeysAsync(schedules.Ids, cancellationToken).ConfigureAwait(false);
        var keys = stored.GroupBy(key => key.ScheduleId, key => key.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group], StringComparer.Ordinal);
        var jobs = await Opening.LoadAsync(
            unit, writes.Where(write => write.Rules is not null).Select(write => schedules.Find(write.ScheduleId)?.Job).OfType<string>(), cancellationToken).ConfigureAwait(false);
        var replaced = 0;
        foreach (var write in writes)
        {
            if (schedules.Find(write.ScheduleId) is { } row && row.Version == write.Version
                && (write.Rules is null || JobRules.Are(jobs.GetValueOrDefault(row.Job)?.Fingerprint, write.Rules)))
            {
                Replace(unit, write.ScheduleId, keys.GetValueOrDefault(write.ScheduleId, []), write.Keys);
                keys[write.ScheduleId] = write.Keys;

                // A save that comes meanwhile must not be given keys of what it replaced.
                unit.Change(row);
                replaced++;
            }
        }

        return replaced;
    }

    public static void Replace(IUnitOfWork unit, string scheduleId, IReadOnlyList<string> stored, IReadOnlyList<string> keys)
    {
        foreach (var key in stored.Except(keys, StringComparer.Ordinal))
        {
            unit.Remove(new CancelKeyEntity { Key = key, ScheduleId = scheduleId });
        }

        foreach (var key in keys.Except(stored, StringComparer.Ordinal))
        {
            unit.Add(new CancelKeyEntity { Key = key, ScheduleId = scheduleId });
        }
    }
}
