using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Schedules;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Makes runs that somebody asks for.</summary>
/// <param name="writes">What is written.</param>
/// <param name="schedules">The schedules.</param>
/// <param name="runs">The runs that have one of the ids already.</param>
/// <param name="arriving">Decides on each.</param>
/// <param name="now">The store's now.</param>
internal sealed class Triggering(IRunWrites writes, ScheduleSet schedules, RunSet runs, Arriving arriving, DateTime now)
{
    public static async Task<IReadOnlyList<TriggerResult>> TriggerAsync(
        IUnitOfWork unit, IReadOnlyList<Trigger> triggers, RunHolder holder, CancellationToken cancellationToken)
    {
        var schedules = await ScheduleSet.LoadAsync(unit, triggers.Select(trigger => trigger.ScheduleId), cancellationToken).ConfigureAwait(false);
        var runs = await RunSet.LoadAsync(unit, IdsOf(triggers), cancellationToken).ConfigureAwait(false);
        var open = await OpenRuns.LoadAsync(unit, schedules.Ids, runs, cancellationToken).ConfigureAwait(false);
        return new Triggering(unit, schedules, runs, new(unit, open, holder, unit.Now), unit.Now).TriggerAll(triggers);
    }

    /// <summary>The ids under which a trigger may be known: a callback may be kept for longer than the run that it tells of, and would have the id of the next one's.</summary>
    public static IEnumerable<Guid> IdsOf(IReadOnlyList<Trigger> triggers) => triggers.SelectMany(trigger => new[] { trigger.RunId, CallbackRuns.IdOf(trigger.RunId) });

    public IReadOnlyList<TriggerResult> TriggerAll(IEnumerable<Trigger> triggers) => [.. triggers.Select(Trigger)];

    private TriggerResult Trigger(Trigger trigger)
    {
        if (runs.Find(trigger.RunId) is { } known)
        {
            return new(TriggerVerdict.Known, known.IsOpen() ? known.ToHead() : null);
        }

        if (runs.Find(CallbackRuns.IdOf(trigger.RunId)) is not null)
        {
            return new(TriggerVerdict.Known, null);
        }

        if (schedules.Find(trigger.ScheduleId) is not { } row || row.State == ScheduleState.Faulted
            || (trigger.Incarnation is { } life && life != row.Incarnation))
        {
            return new(TriggerVerdict.Refused, null);
        }

        row.Asked++;
        writes.Change(row);
        NewRun wanted = new(
            trigger.RunId, trigger.Cause, Times.Column(trigger.Occurrence) ?? now, null, trigger.Overlap ?? row.Overlap, trigger.BufferLimit ?? row.BufferLimit);
        var arrival = arriving.Arrive(row, wanted, isHeld: false);
        if (arrival.Run is not { } made)
        {
            return new(TriggerVerdict.SkippedOverlap, null);
        }

        runs.Add(made);
        return new(made.State == RunState.Buffered ? TriggerVerdict.Buffered : TriggerVerdict.Accepted, made.ToHead()) { Stopped = arrival.Stopped, Callbacks = arrival.Callbacks };
    }
}
