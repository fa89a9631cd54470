namespace Scheduling.Storage;

/// <summary>What is due now, and how those asked for stand.</summary>
/// <param name="Schedules">Due schedules of the jobs asked for, earliest first, and (due or not) the active ones among those named, whatever their job. None twice.</param>
/// <param name="Runs">Due runs of the jobs asked for, earliest first.</param>
/// <param name="More">Whether more is due than was returned.</param>
public sealed record DuePage(IReadOnlyList<ScheduleHead> Schedules, IReadOnlyList<RunHead> Runs, bool More);
