using Scheduling.InMemory.Rows;
using Scheduling.Schedules;

namespace Scheduling.InMemory.Operations;

/// <summary>Makes schedules faulted that can't be run.</summary>
internal static class SettingAside
{
    public static bool TryDo(Tables tables, string scheduleId, long version, string note)
    {
        if (tables.Schedules.Find(scheduleId) is not { State: ScheduleState.Active } row || row.Version != version)
        {
            return false;
        }

        Do(tables, row, note);
        return true;
    }

    public static void Do(Tables tables, ScheduleRow row, string note)
    {
        tables.Schedules.Arm(row, ScheduleState.Faulted, row.NextDue);
        row.Version = tables.Draw();
        row.Note = note;
    }
}
