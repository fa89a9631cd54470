using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Lets both kinds of wake-ups compete for the places of a window.</summary>
internal static class WindowMerge
{
    /// <summary>The nearest of both kinds.</summary>
    /// <param name="schedules">The earliest schedules by due time and id: one more than the window holds, if there are as many.</param>
    /// <param name="runs">The earliest runs by the end of their lease and id: one more than the window holds, if there are as many.</param>
    /// <param name="size">How many the window holds.</param>
    /// <param name="strangers">The earliest schedules of other jobs.</param>
    public static WindowPage Of(
        IReadOnlyList<ScheduleHead> schedules, IReadOnlyList<RunHead> runs, int size, IReadOnlyList<ScheduleHead> strangers)
    {
        var (due, leases) = (0, 0);
        while (due + leases < size && (due < schedules.Count || leases < runs.Count))
        {
            if (leases == runs.Count || (due < schedules.Count && !IsBefore(runs[leases], schedules[due])))
            {
                due++;
            }
            else
            {
                leases++;
            }
        }

        return new([.. schedules.Take(due)], [.. runs.Take(leases)], due < schedules.Count || leases < runs.Count, strangers);
    }

    private static bool IsBefore(RunHead run, ScheduleHead schedule) => run.LeaseUntil == schedule.NextDue
        ? IdOrder.Instance.Compare(run.Id.ToString("N"), schedule.Id) < 0
        : run.LeaseUntil < schedule.NextDue;
}
