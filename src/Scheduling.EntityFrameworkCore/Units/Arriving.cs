using Scheduling.EntityFrameworkCore.Model;
using Scheduling.EntityFrameworkCore.Storage;
using Scheduling.Storage;

namespace Scheduling.EntityFrameworkCore.Units;

/// <summary>Decides on new runs in view of their schedules' open ones, and adds them.</summary>
/// <param name="writes">What is written.</param>
/// <param name="open">The open runs; where <see cref="Schedules.OverlapPolicy.AllowAll"/> alone is asked for, the buffered ones will do.</param>
/// <param name="holder">Who holds the runs, or is to take them up.</param>
/// <param name="now">The store's now.</param>
internal sealed class Arriving(IRunWrites writes, OpenRuns open, RunHolder holder, DateTime now)
{
    /// <param name="row">The schedule.</param>
    /// <param name="wanted">The run.</param>
    /// <param name="isHeld">Whether a run that need not wait is claimed at once.</param>
    public Arrival Arrive(ScheduleEntity row, NewRun wanted, bool isHeld)
    {
        RunEntity[] others = [.. open.Of(row.Id, row.Incarnation)];
        var decision = OverlapRules.Decide(wanted.Overlap, wanted.BufferLimit, others.Length, others.Count(run => run.State == RunState.Buffered));
        if (decision == OverlapDecision.Skip)
        {
            row.SkippedOverlap++;
            writes.Change(row);
            return new(null, []);
        }

        var (stopped, callbacks) = decision == OverlapDecision.CancelOther ? Stop(others) : ([], []);
        var waits = decision == OverlapDecision.Buffer || stopped.Count > 0;
        if (decision != OverlapDecision.Run)
        {
            Follow(others);
        }

        var run = Make(row, wanted, waits ? RunState.Buffered : isHeld ? RunState.Claimed : RunState.Waiting);
        run.Followed = others.Any(other => other.IsOpen() && other.State == RunState.Buffered);
        writes.Add(run);
        open.Add(run);
        return new(run, stopped) { Callbacks = callbacks };
    }

    private (List<RunHead> Stopped, List<RunHead> Callbacks) Stop(RunEntity[] others)
    {
        List<RunHead> stopped = [], callbacks = [];
        foreach (var run in others)
        {
            run.Cancel = CancelRequest.Always;
            if (run.State == RunState.Claimed)
            {
                stopped.Add(run.ToHead());
            }
            else if (CallingBack.End(writes, run, RunState.Cancelled, null, now) is { } callback)
            {
                callbacks.Add(callback);
            }
        }

        return (stopped, callbacks);
    }

    // Held, though it may be marked already: an end that comes in between unseen would not see the new one either.
    private void Follow(RunEntity[] others)
    {
        foreach (var run in others)
        {
            run.Followed = true;
            writes.Change(run);
            writes.Hold(run);
        }
    }

    private RunEntity Make(ScheduleEntity row, NewRun wanted, RunState state) => new()
    {
        Id = wanted.Id,
        ScheduleId = row.Id,
        Incarnation = row.Incarnation,
        Group = row.Group,
        Name = row.Name,
        Job = row.Job,
        Payload = row.Payload,
        TraceParent = row.TraceParent,
        Cause = wanted.Cause,
        Occurrence = wanted.Occurrence,
        Due = wanted.Due,
        PauseAfterFailures = row.PauseAfterFailures,
        Callbacks = row.Callbacks,
        Fence = writes.Draw(),
        Attempt = state == RunState.Claimed ? 1 : 0,
        Node = holder.Node,
        State = state,
        LeaseUntil = state == RunState.Waiting ? now : Times.After(now, holder.Lease),
        ClaimedAt = now,
    };
}
