using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Removes ended runs that nobody asks for any more; what they counted moves to their schedules.</summary>
internal static class Trimming
{
    // So that what came to be too old while nothing ran is gone before long, without any step taking long.
    private const int AgedAtOnce = 16;

    public static async Task TrimAsync(
        IUnitOfWork unit, IReadOnlyCollection<string> scheduleIds, int recorded, RunRetention retention, CancellationToken cancellationToken)
    {
        List<LastEnd> removed = [];
        if (scheduleIds.Count > 0)
        {
            removed.AddRange(await unit.RemoveBeyondAsync(scheduleIds, Math.Max(0, retention.PerSchedule), cancellationToken).ConfigureAwait(false));
        }

        var oldest = Times.After(unit.Now, -retention.MaxAge);
        removed.AddRange(await unit.RemoveEndedBeforeAsync(oldest, Math.Max(AgedAtOnce, 2 * recorded), cancellationToken).ConfigureAwait(false));
        var schedules = await ScheduleSet.LoadAsync(unit, removed.Select(end => end.ScheduleId), cancellationToken).ConfigureAwait(false);
        foreach (var end in removed.Where(end => end.State != RunState.Missed).OrderBy(end => end.EndedAt).ThenBy(end => end.Fence))
        {
            if (schedules.Find(end.ScheduleId) is { } row && row.Incarnation == end.Incarnation)
            {
                unit.Change(row);
                Count(row, end);
            }
        }
    }

    private static void Count(ScheduleEntity row, LastEnd end)
    {
        _ = end.State switch
        {
            RunState.Succeeded => row.Succeeded++,
            RunState.Failed => row.Failed++,
            _ => row.Cancelled++,
        };
        if (!(end.EndedAt < row.LastEndedAt))
        {
            (row.LastOutcome, row.LastEndedAt, row.LastError) = (ScheduleFacts.Outcome(end.State), end.EndedAt, end.Failure);
        }
    }
}
