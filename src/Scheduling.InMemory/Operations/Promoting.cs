using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Lets buffered runs go on when those before them have ended.</summary>
internal static class Promoting
{
    /// <returns>The run that may be taken up now; null if there is none, or others are still open.</returns>
    public static RunHead? Promote(Tables tables, ScheduleRow schedule, long now)
    {
        if (First(schedule) is not { } first || HasOpenBefore(schedule, first))
        {
            return null;
        }

        first.State = RunState.Waiting;
        tables.Runs.Prolong(first, now);
        return first.ToHead();
    }

    /// <summary>Whether runs are open for whose end the buffered one waits.</summary>
    public static bool HasOpenBefore(ScheduleRow schedule, RunRow buffered) =>
        schedule.OpenRuns().Any(run => run.State != RunState.Buffered || IsBefore(run, buffered));

    private static RunRow? First(ScheduleRow schedule)
    {
        RunRow? first = null;
        foreach (var run in schedule.OpenRuns())
        {
            first = run.State == RunState.Buffered && (first is null || IsBefore(run, first)) ? run : first;
        }

        return first;
    }

    private static bool IsBefore(RunRow run, RunRow other) =>
        run.Occurrence != other.Occurrence ? run.Occurrence < other.Occurrence : run.Id.CompareTo(other.Id) < 0;
}
