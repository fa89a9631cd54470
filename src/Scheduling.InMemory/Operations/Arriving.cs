using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Decides on a new run in view of its schedule's open ones, and inserts it.</summary>
internal static class Arriving
{
    /// <param name="tables">The rows.</param>
    /// <param name="row">The schedule.</param>
    /// <param name="run">The run.</param>
    /// <param name="holder">Who holds it, or is to take it up.</param>
    /// <param name="isHeld">Whether a run that need not wait is claimed at once.</param>
    /// <param name="now">The store's now.</param>
    public static Arrival Arrive(Tables tables, ScheduleRow row, NewRun run, RunHolder holder, bool isHeld, long now)
    {
        RunRow[] open = [.. row.OpenRuns()];
        var decision = OverlapRules.Decide(run.Overlap, run.BufferLimit, open.Length, open.Count(r => r.State == RunState.Buffered));
        if (decision == OverlapDecision.Skip)
        {
            row.Counts = row.Counts with { SkippedOverlap = row.Counts.SkippedOverlap + 1 };
            return new(decision, null, []);
        }

        StoppedRuns stopped = new(tables, CancelRequest.Always, now);
        stopped.Stop(decision == OverlapDecision.CancelOther ? open : []);
        var waits = decision == OverlapDecision.Buffer || stopped.Claimed.Count > 0;
        var state = waits ? RunState.Buffered : isHeld ? RunState.Claimed : RunState.Waiting;
        RunRow inserted = new()
        {
            Id = run.Id,
            Schedule = row,
            Definition = row.Definition,
            Cause = run.Cause,
            Occurrence = run.Occurrence,
            Due = run.Due,
            ClaimedAt = now,
            Fence = tables.Draw(),
            Node = holder.Node,
            State = state,
            Attempt = state == RunState.Claimed ? 1 : 0,
            LeaseUntil = state == RunState.Waiting ? now : Instant.After(now, holder.Lease),
        };
        tables.Runs.Add(inserted);
        return new(decision, inserted, stopped.Claimed) { Callbacks = stopped.Callbacks };
    }
}
