using Scheduling.Claiming;
using Scheduling.Hosting;
using Scheduling.Recovering;
using Scheduling.Running;
using Scheduling.Storage;

namespace Scheduling.Cancelling;

/// <summary>Stops runs that may be held here, or on their way here.</summary>
internal sealed class RunStops(NodeContext node, ClaimDesk claims, RescueDesk rescues, Attempts attempts)
{
    /// <remarks>
    /// Only the holder's word counts: an earlier attempt that still runs here says nothing of one that another node has claimed, or that is on
    /// its way to this one. A run that is not known to its holder has ended and been recorded, so it had started.
    /// </remarks>
    public void Stop(Guid runId, CancelRequest cancel, bool isHolder)
    {
        var isOnTheWay = claims.Stop(runId) | rescues.Stop(runId);
        var isHeld = attempts.Stop(runId, cancel, acknowledge: isHolder && !isOnTheWay);
        if (isHolder && (isOnTheWay || !isHeld))
        {
            node.Acknowledge(runId, started: isHeld || !isOnTheWay);
        }
    }

    /// <summary>Stops a run that another one is to follow, wherever it is held. Nobody waits to hear whether it had started: its end is what the next one waits for.</summary>
    public void MakeWay(RunHead run)
    {
        if (run.Node == node.Self)
        {
            Stop(run.Id, run.Cancel, isHolder: false);
        }
        else
        {
            node.Tell(News.StopRun(node.Self, run));
        }
    }

    /// <summary>Takes in what became of wishes for runs.</summary>
    public void Take(IReadOnlyList<TriggerResult> results)
    {
        foreach (var result in results)
        {
            foreach (var stopped in result.Stopped)
            {
                MakeWay(stopped);
            }

            foreach (var callback in result.Callbacks)
            {
                node.RunWaits(callback with { LeaseUntil = node.StoreNow });
            }

            // Also one that was known already: whoever made it may not have heard so.
            if (result.Run is { Attempt: 0, State: RunState.Waiting or RunState.Buffered } run)
            {
                // The store had reached that time when it answered. This node may not have asked it for hours, and take its clock for slower than it is by then.
                node.RunWaits(run.State == RunState.Waiting && run.LeaseUntil > node.StoreNow ? run with { LeaseUntil = node.StoreNow } : run);
            }
        }
    }
}
