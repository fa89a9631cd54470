using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.Saving;

/// <summary>Turns what users ask to be stopped into the command, or refuses it. Pure.</summary>
internal static class StopCommands
{
    public static StopCommand Delete(string scheduleId, RunningRuns running = RunningRuns.Cancel)
    {
        DefinitionRules.CheckId(scheduleId);
        return new StopCommand(StopAction.Delete, Of(running)) { Ids = [scheduleId] };
    }

    public static StopCommand Delete(ScheduleFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        DefinitionRules.CheckFilter(filter);
        return filter.IsEmpty
            ? throw new ArgumentException(
                "The filter is empty, so it would delete every schedule. Set a group, names, a job or a state, or pass ScheduleFilter.All if all are meant.",
                nameof(filter))
            : new StopCommand(StopAction.Delete, CancelRequest.Always) { Filter = filter };
    }

    public static StopCommand Pause(string scheduleId, string? note, RunningRuns running = RunningRuns.Cancel)
    {
        DefinitionRules.CheckId(scheduleId);
        DefinitionRules.CheckNote(note, scheduleId);
        return new StopCommand(StopAction.Pause, Of(running)) { Ids = [scheduleId], Note = note };
    }

    private static CancelRequest Of(RunningRuns running) => running switch
    {
        RunningRuns.Cancel => CancelRequest.Always,
        RunningRuns.Leave => CancelRequest.BeforeStart,
        _ => throw new ArgumentException($"{running} is no value of RunningRuns. Use Cancel or Leave.", nameof(running)),
    };
}
