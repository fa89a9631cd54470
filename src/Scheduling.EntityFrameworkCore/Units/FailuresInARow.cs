using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Counts failures in a row, and pauses schedules that have too many.</summary>
internal static class FailuresInARow
{
    /// <returns>The schedule, if it is paused with this run.</returns>
    public static StoppedSchedule? Count(IUnitOfWork unit, ScheduleSet schedules, RunEntity run)
    {
        if (run.PauseAfterFailures is null || run.State is not (RunState.Succeeded or RunState.Failed)
            || schedules.Find(run.ScheduleId) is not { } row || row.Incarnation != run.Incarnation || (run.State == RunState.Succeeded && row.FailureStreak == 0))
        {
            return null;
        }

        unit.Change(row);
        row.FailureStreak = run.State == RunState.Failed ? row.FailureStreak + 1 : 0;
        if (row.State != ScheduleState.Active || !(row.FailureStreak >= row.PauseAfterFailures))
        {
            return null;
        }

        row.State = ScheduleState.Paused;
        row.EndPause();
        row.Version = unit.Draw();
        row.Note = FailureStreak.Note(row.FailureStreak, run.Error);
        return new(row.Id, row.Version);
    }
}
