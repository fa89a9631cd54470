using Scheduling.InMemory.Rows;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Makes runs that somebody asks for.</summary>
internal static class Triggering
{
    public static TriggerResult Trigger(Tables tables, Trigger trigger, RunHolder holder, long now)
    {
        // A callback may be kept for longer than the run that it tells of, and would have the id of the next one's.
        if (tables.Runs.Knows(trigger.RunId) || tables.Runs.Knows(CallbackRuns.IdOf(trigger.RunId)))
        {
            return new(TriggerVerdict.Known, tables.Runs.Find(trigger.RunId)?.ToHead());
        }

        if (tables.Schedules.Find(trigger.ScheduleId) is not { } row || row.State == ScheduleState.Faulted
            || (trigger.Incarnation is { } life && life != row.Incarnation))
        {
            return new(TriggerVerdict.Refused, null);
        }

        NewRun run = new(
            trigger.RunId, trigger.Cause, trigger.Occurrence is { } occurrence ? Instant.From(occurrence) : now, Instant.Never,
            trigger.Overlap ?? row.Definition.Overlap, trigger.BufferLimit ?? row.Definition.BufferLimit);
        var arrival = Arriving.Arrive(tables, row, run, holder, isHeld: false, now);
        return arrival.Run is { } made
            ? new(made.State == RunState.Buffered ? TriggerVerdict.Buffered : TriggerVerdict.Accepted, made.ToHead()) { Stopped = arrival.Stopped, Callbacks = arrival.Callbacks }
            : new(TriggerVerdict.SkippedOverlap, null);
    }
}
