using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Deletes and pauses schedules, and asks for their runs to be stopped.</summary>
internal static class Stopping
{
    public static StopResult Stop(Tables tables, StopCommand command, long now)
    {
        List<StoppedSchedule> stopped = [];
        List<RunHead> claimed = [];
        List<RunHead> waiting = [];
        HashSet<ScheduleRow> handled = [];
        foreach (var row in Named(tables.Schedules, command))
        {
            // Several selectors may name the same schedule: only the first time does it still stand.
            if (!row.IsDeleted && TryStop(tables.Schedules, row, command))
            {
                row.Version = tables.Draw();
                stopped.Add(new(row.Id, row.Version));
                handled.Add(row);
                StopRuns(tables.Runs, row, command.Cancel, now, claimed, waiting);
                if (row.IsDeleted)
                {
                    tables.Runs.Outlive(row);
                }
            }
        }

        // Runs outlive their schedule, and a schedule that has completed may have one: whoever names an id means them too.
        foreach (var id in command.Ids)
        {
            foreach (var row in tables.Runs.DeletedSchedules(id).Append(tables.Schedules.Find(id)).OfType<ScheduleRow>().Where(row => !handled.Contains(row)))
            {
                StopRuns(tables.Runs, row, command.Cancel, now, claimed, waiting);
            }
        }

        return new(stopped, claimed, waiting);
    }

    // A list, since stopping changes the indexes that are read here.
    private static List<ScheduleRow> Named(ScheduleTable schedules, StopCommand command) =>
    [
        .. command.Ids.Select(schedules.Find).OfType<ScheduleRow>(),
        .. command.CancelKeys.SelectMany(schedules.WithCancelKey),
        .. command.Filter is { } filter ? schedules.Matching(filter, null) : [],
    ];

    private static bool TryStop(ScheduleTable schedules, ScheduleRow row, StopCommand command)
    {
        if (command.Action == StopAction.Delete)
        {
            schedules.Remove(row);
            return true;
        }

        if (row.State != ScheduleState.Active)
        {
            return false;
        }

        schedules.Arm(row, ScheduleState.Paused, row.NextDue);
        row.Note = command.Note ?? row.Note;
        return true;
    }

    private static void StopRuns(
        RunTable runs, ScheduleRow row, CancelRequest cancel, long now, List<RunHead> claimed, List<RunHead> waiting)
    {
        for (RunRow? run = row.FirstRun, next; run is not null; run = next)
        {
            next = run.NextRun;
            run.Cancel = run.Cancel > cancel ? run.Cancel : cancel;
            if (run.State == RunState.Waiting)
            {
                runs.End(run, RunState.Cancelled, null, now);
                waiting.Add(run.ToHead());
            }
            else
            {
                claimed.Add(run.ToHead());
            }
        }
    }
}
