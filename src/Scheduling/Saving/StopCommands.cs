using Scheduling.Chaining;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Turns what users ask to be stopped into the command, or refuses it. Pure.</summary>
internal static class StopCommands
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromDays(3_650);

    public static StopCommand Delete(string scheduleId, RunningRuns running = RunningRuns.Cancel)
    {
        DefinitionRules.CheckId(scheduleId);
        return new StopCommand(StopAction.Delete, Of(running)) { Ids = [scheduleId] };
    }

    public static StopCommand Delete(ScheduleFilter filter, RunningRuns running = RunningRuns.Cancel)
    {
        CheckMeant(filter, "delete");
        return new StopCommand(StopAction.Delete, Of(running)) { Filter = filter };
    }

    public static StopCommand Pause(ScheduleFilter filter, string? note, RunningRuns running)
    {
        CheckMeant(filter, "pause");
        DefinitionRules.CheckNoteOf("the pause", note);
        return new StopCommand(StopAction.Pause, Of(running)) { Filter = filter, Note = note };
    }

    /// <summary>That a filter by which something changes is acceptable, and not empty by mistake.</summary>
    public static void CheckMeant(ScheduleFilter filter, string action)
    {
        ArgumentNullException.ThrowIfNull(filter);
        DefinitionRules.CheckFilter(filter);
        if (filter.IsEmpty)
        {
            throw new ArgumentException(
                $"The filter is empty, so it would {action} every schedule. Set a group, names, a job, a state, labels or a range of due times, or pass ScheduleFilter.All if all are meant.",
                nameof(filter));
        }
    }

    public static StopCommand Pause(string scheduleId, string? note, RunningRuns running = RunningRuns.Cancel)
    {
        DefinitionRules.CheckId(scheduleId);
        DefinitionRules.CheckNote(note, scheduleId);
        return new StopCommand(StopAction.Pause, Of(running)) { Ids = [scheduleId], Note = note };
    }

    public static StopCommand PauseUntil(string scheduleId, DateTimeOffset until, string? note, RunningRuns running, DateTimeOffset now)
    {
        var command = Pause(scheduleId, note, running);
        if (until <= now || until - now > s_longestPause)
        {
            throw new ArgumentException(
                $"Schedule '{scheduleId}' was to be paused until {until:O}, and it is {now:O}. Give a time in the future, {s_longestPause.TotalDays:N0} days ahead at the most, or none, for a pause that ends with a resume.",
                nameof(until));
        }

        // Times are kept to the microsecond; rounded down, it would wake before.
        return command with { Until = new DateTimeOffset(Microseconds.Ceiling(until.UtcTicks) ?? until.UtcTicks, TimeSpan.Zero) };
    }

    private static CancelRequest Of(RunningRuns running) => running switch
    {
        RunningRuns.Cancel => CancelRequest.Always,
        RunningRuns.Leave => CancelRequest.BeforeStart,
        _ => throw new ArgumentException($"{running} is no value of RunningRuns. Use Cancel or Leave.", nameof(running)),
    };
}
