using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Puts the nearest schedules and the nearest runs together. Pure.</summary>
internal static class WindowMerge
{
    /// <summary>The page of the nearest of both, by time and id.</summary>
    /// <param name="schedules">The nearest schedules: one more than the page may hold, if there are so many.</param>
    /// <param name="runs">The nearest open runs: as many.</param>
    /// <param name="size">How many the page may hold.</param>
    /// <param name="strangers">The page's strangers.</param>
    public static WindowPage Of(IReadOnlyList<ScheduleHead> schedules, IReadOnlyList<RunHead> runs, int size, IReadOnlyList<ScheduleHead> strangers)
    {
        var (fromSchedules, fromRuns) = (0, 0);
        while (fromSchedules + fromRuns < size && (fromSchedules < schedules.Count || fromRuns < runs.Count))
        {
            var takesSchedule = fromRuns == runs.Count
                || (fromSchedules < schedules.Count && Compare(schedules[fromSchedules], runs[fromRuns]) <= 0);
            fromSchedules += takesSchedule ? 1 : 0;
            fromRuns += takesSchedule ? 0 : 1;
        }

        return new(
            [.. schedules.Take(fromSchedules)], [.. runs.Take(fromRuns)], fromSchedules < schedules.Count || fromRuns < runs.Count, strangers);
    }

    private static int Compare(ScheduleHead schedule, RunHead run)
    {
        var byTime = schedule.NextDue.CompareTo(run.LeaseUntil);
        return byTime != 0 ? byTime : IdOrder.Instance.Compare(schedule.Id, run.Id.ToString("N"));
    }
}
