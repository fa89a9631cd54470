using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Makes schedules active again.</summary>
internal static class Resuming
{
    public static async Task<ScheduleHead?> ResumeAsync(IUnitOfWork unit, string scheduleId, string owner, CancellationToken cancellationToken)
    {
        var schedules = await ScheduleSet.LoadAsync(unit, [scheduleId], cancellationToken).ConfigureAwait(false);
        if (schedules.Find(scheduleId) is not { State: ScheduleState.Paused or ScheduleState.Faulted } row)
        {
            return null;
        }

        row.State = ScheduleState.Active;
        row.Version = unit.Draw();
        row.Owner = owner;
        row.Note = row.DefinitionNote;
        unit.Change(row);
        return row.ToHead();
    }
}
