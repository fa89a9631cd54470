using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Counts failures in a row, and pauses schedules that have too many.</summary>
internal static class FailuresInARow
{
    /// <returns>The schedule, if it is paused with this run.</returns>
    public static StoppedSchedule? Count(Tables tables, RunRow run)
    {
        if (run.Definition.PauseAfterFailures is null || run.Schedule is not { IsDeleted: false } row || run.State is not (RunState.Succeeded or RunState.Failed))
        {
            return null;
        }

        row.FailureStreak = run.State == RunState.Failed ? row.FailureStreak + 1 : 0;
        if (row.State != ScheduleState.Active || !(row.FailureStreak >= row.Definition.PauseAfterFailures))
        {
            return null;
        }

        tables.Schedules.Arm(row, ScheduleState.Paused, row.OwnDue);
        row.EndPause();
        row.Version = tables.Draw();
        row.Note = FailureStreak.Note(row.FailureStreak, run.Error);
        return new(row.Id, row.Version);
    }
}
