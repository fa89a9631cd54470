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
        StoppedRuns runs = new(tables, command.Cancel, now);
        foreach (var row in Named(tables.Schedules, command))
        {
            // Several selectors may name the same schedule: only the first time does it still stand.
            if (!row.IsDeleted && TryStop(tables.Schedules, row, command))
            {
                row.Version = tables.Draw();
                stopped.Add(new(row.Id, row.Version) { Head = command.Until is null ? null : row.ToHead() });
                if (!command.SchedulesOnly)
                {
                    runs.Stop(row.OpenRuns());
                }

                if (row.IsDeleted)
                {
                    tables.Runs.Outlive(row);
                }
            }
        }

        if (!command.SchedulesOnly)
        {
            // Runs outlive their schedule, and a schedule that has completed may have one: whoever names an id means them too.
            runs.Stop(command.Ids.SelectMany(tables.Lives).SelectMany(row => row.OpenRuns()));
            runs.Stop(command.StoppedBefore.SelectMany(schedule => RunsBefore(tables, schedule)));
        }

        return new(stopped, runs.Claimed, runs.Waiting) { Callbacks = runs.Callbacks };
    }

    // While the schedule has the version of its stop, nothing was claimed since, but a run may have been rescued, and drawn a later fence.
    private static IEnumerable<RunRow> RunsBefore(Tables tables, StoppedSchedule stopped) =>
        from row in tables.Lives(stopped.Id)
        where row.Incarnation < stopped.Version
        from run in row.OpenRuns()
        where row.IsDeleted || row.Version == stopped.Version || run.Fence < stopped.Version
        select run;

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

        if (command.Until is { } until)
        {
            if (row.NextDue == Instant.Never)
            {
                return false;
            }

            PauseUntil(schedules, row, Instant.From(until));
        }
        else
        {
            schedules.Arm(row, ScheduleState.Paused, row.OwnDue);
            row.EndPause();
        }

        row.Note = command.Note ?? row.Note;
        return true;
    }

    private static void PauseUntil(ScheduleTable schedules, ScheduleRow row, long until)
    {
        var due = row.OwnDue;
        row.NextOccurrence = row.NextOccurrence == Instant.Never ? due : row.NextOccurrence;
        schedules.Arm(row, ScheduleState.Active, Math.Max(due, until));
        (row.PausedUntil, row.PausedDue) = (until, due);
    }
}
