using Scheduling.InMemory.Rows;
using Scheduling.Storage;

namespace Scheduling.InMemory.Operations;

/// <summary>Takes over runs whose time has come: the lease has ended, or the retry is due.</summary>
internal static class Rescuing
{
    public static RescueResult Rescue(Tables tables, Rescue rescue, RunHolder holder, int poisonAfter, long now)
    {
        if (tables.Runs.Find(rescue.RunId) is not { } run)
        {
            return new(RescueVerdict.Refused, null, null);
        }

        if (run.Attempt != rescue.Attempt || run.LeaseUntil > now)
        {
            return IsRepetition(run, rescue, holder)
                ? new(RescueVerdict.Rescued, run.ToStored(), null)
                : new(RescueVerdict.Refused, null, run.ToHead());
        }

        if (run.Cancel != CancelRequest.None)
        {
            var callback = CallingBack.End(tables, run, RunState.Cancelled, null, now);
            return new(RescueVerdict.Cancelled, null, null) { Promoted = Promoting.Promote(tables, run.Schedule, now), Callback = callback };
        }

        if (run.State == RunState.Buffered && Promoting.HasOpenBefore(run.Schedule, run))
        {
            tables.Runs.Prolong(run, Instant.After(now, holder.Lease));
            return new(RescueVerdict.Refused, null, run.ToHead());
        }

        if (run.State == RunState.Claimed && ++run.Lost >= poisonAfter)
        {
            var callback = CallingBack.End(tables, run, RunState.Failed, $"Set aside as poisoned: {run.Lost} attempts were lost with their node.", now);
            return new(RescueVerdict.Poisoned, null, null) { Paused = FailuresInARow.Count(tables, run), Promoted = Promoting.Promote(tables, run.Schedule, now), Callback = callback };
        }

        run.Attempt++;
        run.Fence = tables.Draw();
        run.Node = holder.Node;
        run.State = RunState.Claimed;
        run.Started = false;
        tables.Runs.Prolong(run, Instant.After(now, holder.Lease));
        return new(RescueVerdict.Rescued, run.ToStored(), null);
    }

    private static bool IsRepetition(RunRow run, Rescue rescue, RunHolder holder) =>
        run.State == RunState.Claimed && run.Attempt == rescue.Attempt + 1 && run.Node == holder.Node;
}
