namespace Scheduling.Storage;

/// <summary>The nearest wake-ups.</summary>
/// <param name="Schedules">Active schedules of the jobs asked for, by due time and id.</param>
/// <param name="Runs">Open runs of the jobs asked for, by the end of their lease and id.</param>
/// <param name="More">Whether there are further ones, all of them later than those given (or as late, with a greater id).</param>
/// <param name="Strangers">The earliest active schedules of jobs that were not asked for, by due time and id.</param>
public sealed record WindowPage(
    IReadOnlyList<ScheduleHead> Schedules, IReadOnlyList<RunHead> Runs, bool More, IReadOnlyList<ScheduleHead> Strangers);
