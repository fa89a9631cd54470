using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Schedules;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Makes schedules faulted that can't be run.</summary>
internal static class SettingAside
{
    public static async Task<bool> SetAsideAsync(
        IUnitOfWork unit, string scheduleId, long version, string note, CancellationToken cancellationToken)
    {
        var schedules = await ScheduleSet.LoadAsync(unit, [scheduleId], cancellationToken).ConfigureAwait(false);
        if (schedules.Find(scheduleId) is not { State: ScheduleState.Active } row || row.Version != version)
        {
            return false;
        }

        SetAside(unit, row, note);
        return true;
    }

    public static void SetAside(IUnitOfWork unit, ScheduleEntity row, string note)
    {
        row.State = ScheduleState.Faulted;
        row.Version = unit.Draw();
        row.Note = note;
        unit.Change(row);
    }
}
