using Scheduling.EntityFrameworkCore.Model;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Lets buffered runs go on when those before them have ended.</summary>
internal static class Promoting
{
    /// <summary>Whether the end of the run, or its taking up, concerns others.</summary>
    public static bool HasNeighbours(RunEntity run) => run.IsOpen() && (run.Followed || run.State == RunState.Buffered);

    /// <returns>The run that may be taken up now; null if there is none, or others are still open.</returns>
    public static RunHead? Promote(IUnitOfWork unit, OpenRuns open, RunEntity ended)
    {
        if (!ended.Followed)
        {
            return null;
        }

        RunEntity[] others = [.. open.Of(ended.ScheduleId, ended.Incarnation)];
        if (others.Where(run => run.State == RunState.Buffered).MinBy(run => (run.Occurrence, run.Id)) is not { } first)
        {
            return null;
        }

        // Its end must not come in between unseen, or nobody would let the buffered one go on.
        if (others.FirstOrDefault(run => run.State != RunState.Buffered) is { } before)
        {
            unit.Hold(before);
            return null;
        }

        first.State = RunState.Waiting;
        first.LeaseUntil = unit.Now;
        unit.Change(first);
        return first.ToHead();
    }

    /// <summary>Whether runs are open for whose end the buffered one waits.</summary>
    public static bool HasOpenBefore(OpenRuns open, RunEntity buffered) => open.Of(buffered.ScheduleId, buffered.Incarnation)
        .Any(run => run.State != RunState.Buffered || (run.Occurrence, run.Id).CompareTo((buffered.Occurrence, buffered.Id)) < 0);
}
