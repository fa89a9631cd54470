using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Makes schedules active again.</summary>
internal static class Resuming
{
    public static ScheduleHead? Resume(Tables tables, string scheduleId, string owner)
    {
        if (tables.Schedules.Find(scheduleId) is not { } row
            || (row.State is not (ScheduleState.Paused or ScheduleState.Faulted) && row.PausedUntil == Instant.Never))
        {
            return null;
        }

        tables.Schedules.Arm(row, ScheduleState.Active, row.OwnDue);
        row.EndPause();
        row.FailureStreak = 0;
        row.Version = tables.Draw();
        row.Owner = owner;
        row.Note = row.Definition.Note;
        return row.ToHead();
    }
}
