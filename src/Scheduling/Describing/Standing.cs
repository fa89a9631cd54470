using System.Globalization;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Describing;

/// <summary>Says what a schedule is doing, or what it waits for. Pure.</summary>
internal static class Standing
{
    /// <param name="schedule">The schedule.</param>
    /// <param name="open">Its open runs.</param>
    /// <param name="isJobHere">Whether its job is run on this host.</param>
    /// <param name="now">The store's now.</param>
    public static (ScheduleStanding Standing, string Explanation) Of(Schedule schedule, IReadOnlyList<Run> open, bool isJobHere, DateTimeOffset now)
    {
        if (open.FirstOrDefault(run => run.State == RunState.Claimed) is { } held)
        {
            return (ScheduleStanding.Running, $"The occurrence of {Told(held.Occurrence)} runs on {held.Node}, attempt {held.Attempt}{Behind(open)}.");
        }

        if (open.FirstOrDefault(run => run.State == RunState.Waiting) is { } waiting)
        {
            return (ScheduleStanding.Waiting, waiting.Error is { } error
                ? $"The occurrence of {Told(waiting.Occurrence)} waits for its next attempt; attempt {waiting.Attempt} failed: {error}"
                : $"The occurrence of {Told(waiting.Occurrence)} waits for a node to take it up{Behind(open)}.");
        }

        return schedule.State switch
        {
            ScheduleState.Paused => (ScheduleStanding.Paused, $"It is paused{Because(schedule.Note)}. Resume it to have it run."),
            ScheduleState.Completed => (ScheduleStanding.Completed, "Its recurrence has ended."),
            ScheduleState.Faulted => (ScheduleStanding.Faulted, $"It was set aside{Because(schedule.Note)}. Mend that, and resume it or save it again."),
            _ when schedule.PausedUntil > now => (ScheduleStanding.Paused, $"It is paused until {Told(schedule.PausedUntil.Value)}{Because(schedule.Note)}, and wakes by itself then."),
            _ when schedule.NextDue > now => (ScheduleStanding.Sleeping, $"It sleeps until {Told(schedule.NextDue.Value)}."),
            _ => (ScheduleStanding.Overdue,
                $"It was due at {Told(schedule.NextDue ?? now)}, and no node has taken it up: those that have the job '{schedule.Job}' are busy, off, or can't reach the store."
                + (isJobHere ? "" : " This host does not run that job.")),
        };
    }

    private static string Told(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Because(string? note) => string.IsNullOrWhiteSpace(note) ? "" : $" ({note.TrimEnd('.')})";

    private static string Behind(IReadOnlyList<Run> open) => open.Count(run => run.State == RunState.Buffered) switch
    {
        0 => "",
        1 => "; one more waits for its end",
        var many => $"; {many} more wait for its end",
    };
}
