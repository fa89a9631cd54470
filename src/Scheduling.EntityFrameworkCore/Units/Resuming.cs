using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Makes schedules active again.</summary>
internal static class Resuming
{
    public static async Task<ScheduleHead?> ResumeAsync(IUnitOfWork unit, string scheduleId, string owner, CancellationToken cancellationToken)
    {
        var schedules = await ScheduleSet.LoadAsync(unit, [scheduleId], cancellationToken).ConfigureAwait(false);
        if (schedules.Find(scheduleId) is not { } row || (row.State is not (ScheduleState.Paused or ScheduleState.Faulted) && row.PausedUntil is null))
        {
            return null;
        }

        row.State = ScheduleState.Active;
        row.EndPause();
        row.FailureStreak = 0;
        row.Version = unit.Draw();
        row.Owner = owner;
        row.Note = row.DefinitionNote;
        unit.Change(row);
        return row.ToHead();
    }
}
