using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Storage;

/// <summary>Puts what is due and what was asked for together. Pure.</summary>
internal static class DueMerge
{
    /// <summary>The page.</summary>
    /// <param name="due">The earliest due schedules: one more than the limit and those named together, if there are so many.</param>
    /// <param name="runs">The earliest due runs: as many.</param>
    /// <param name="named">The active ones of the schedules asked for.</param>
    /// <param name="limit">How many due schedules, and how many due runs, at the most.</param>
    public static DuePage Of(IReadOnlyList<ScheduleHead> due, IReadOnlyList<RunHead> runs, IReadOnlyList<ScheduleHead> named, int limit)
    {
        List<ScheduleHead> schedules = [.. due.Take(limit)];
        var told = schedules.Select(head => head.Id).ToHashSet(StringComparer.Ordinal);
        schedules.AddRange(named.Where(head => told.Add(head.Id)));

        // What is due beyond the limit may be told of already, because it was named.
        return new(schedules, [.. runs.Take(limit)], runs.Count > limit || due.Skip(limit).Any(head => !told.Contains(head.Id)));
    }
}
