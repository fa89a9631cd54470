using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Makes schedules active again.</summary>
internal static class Resuming
{
    public static ScheduleHead? Resume(Tables tables, string scheduleId, string owner)
    {
        if (tables.Schedules.Find(scheduleId) is not { State: ScheduleState.Paused or ScheduleState.Faulted } row)
        {
            return null;
        }

        tables.Schedules.Arm(row, ScheduleState.Active, row.NextDue);
        row.Version = tables.Draw();
        row.Owner = owner;
        row.Note = row.Definition.Note;
        return row.ToHead();
    }
}
