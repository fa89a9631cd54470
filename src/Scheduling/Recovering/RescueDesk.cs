using Scheduling.Hosting;
using Scheduling.Running;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Recovering;

/// <summary>Takes over runs whose lease has ended, and takes up those whose retry is due, as many as there are free slots.</summary>
internal sealed class RescueDesk(NodeContext node, Attempts attempts)
{
    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(30));
    private readonly Queue<WakeUp> _ready = [];
    private readonly Unsettled<PendingRescue> _pending = new();

    /// <summary>Slots that are kept for rescues which are under way or not settled.</summary>
    public int Reserved => _pending.Count;

    public DateTimeOffset? WakeAt => _pending.Count > 0 ? _lane.RetryAt : null;

    public void Take(WakeUp wakeUp) => _ready.Enqueue(wakeUp);

    /// <summary>A run was found in the store: it is taken if its time has come, else watched.</summary>
    public void Found(RunHead run)
    {
        if (attempts.Holds(run.Id) || node.Window.Find(WakeUpKind.Run, run.Id.ToString("N")) is { HasFired: true })
        {
            return;
        }

        var wakeUp = WakeUp.For(run);
        if (node.Window.Rearm(wakeUp) && run.LeaseUntil <= node.StoreNow)
        {
            node.Window.Fire(wakeUp);
            Take(wakeUp);
        }
    }

    public void Decide(int freeSlots)
    {
        if (!_lane.IsFree(node.Now))
        {
            return;
        }

        var most = Math.Min(freeSlots, _lane.RoomBeside(_pending.Count));
        for (var planned = 0; !node.IsStopping && planned < most && _ready.TryDequeue(out var wakeUp);)
        {
            if (attempts.Holds(wakeUp.RunId))
            {
                node.Window.Remove(wakeUp.Kind, wakeUp.Id);
            }
            else if (!wakeUp.IsStale && !IsPending(wakeUp))
            {
                _pending.Add(new PendingRescue(wakeUp));
                planned++;
            }
        }

        if (_pending.Count > 0)
        {
            _lane.Sent();
            node.Do(new NodeCommand.TakeOverRuns(node.Now, [.. _pending.Take(_lane.BatchLimit).Select(p => p.Rescue)]));
        }
    }

    public void Answered(IReadOnlyList<RescueResult> results, DateTimeOffset sentAt, DateTimeOffset storeNow)
    {
        _lane.Answered();
        foreach (var (pending, result) in _pending.Settle(results.Count).Zip(results))
        {
            Settle(pending, result, sentAt, storeNow);
        }
    }

    public void Failed(int batch)
    {
        _lane.Failed(node.Now, node.Random, batch);
        _pending.Failed(batch);
    }

    /// <returns>Whether the run is one that may still turn out to be this node's; it will not start.</returns>
    public bool Stop(Guid runId)
    {
        var pending = _pending.Find(p => p.Rescue.RunId == runId);
        _ = pending?.IsStopped = true;
        return pending is not null;
    }

    // A run whose lease this node had to give up, and whose end it recorded after all, wakes for both. Sent twice, the second answer would be the first one's again, and start the
    // attempt once more. The one that is under way brings back how the run stands.
    private bool IsPending(WakeUp wakeUp)
    {
        if (_pending.Find(pending => pending.Rescue.RunId == wakeUp.RunId) is not { } pending)
        {
            return false;
        }

        pending.WakeUp = wakeUp;
        return true;
    }

    // The run before it has ended while the store was on its way to say that this one is buffered, and word of that came first: it may go on now, not when it would be looked at again.
    private bool IsOvertaken(WakeUp wakeUp, RescueResult result) => result is { Verdict: RescueVerdict.Refused, Present: { State: RunState.Buffered } present }
        && wakeUp.IsStale && node.Window.Find(wakeUp.Kind, wakeUp.Id) is { } newer && newer.At < present.LeaseUntil;

    private void Settle(PendingRescue pending, RescueResult result, DateTimeOffset sentAt, DateTimeOffset storeNow)
    {
        var wakeUp = pending.WakeUp;
        if (IsOvertaken(wakeUp, result))
        {
            return;
        }

        node.Window.Remove(wakeUp.Kind, wakeUp.Id, wakeUp.Version);
        switch (result.Verdict)
        {
            case RescueVerdict.Rescued:
                node.ActedInPlaceOfOwner(wakeUp);
                attempts.Add(result.Run!, sentAt, storeNow, pending.IsStopped);
                break;
            case RescueVerdict.Refused when result.Present is { } present && !attempts.Holds(present.Id):
                node.Window.Rearm(WakeUp.For(present));
                if (present.State == RunState.Buffered)
                {
                    // It was looked at, and is to be looked at again: nobody else need do so meanwhile.
                    node.RunWaits(present);
                }

                break;
            case RescueVerdict.Refused when result.Present is null && wakeUp.Job is { } job:
                // It has ended, and whoever ended it did not say so: it may have died before it could take up the callback that this has left behind.
                node.LookForCallback(wakeUp.RunId, job);
                break;
            case RescueVerdict.Cancelled or RescueVerdict.Poisoned:
                node.Tell(News.RunEnded(node.Self, wakeUp.RunId, pending.Rescue.Attempt));
                break;
        }

        if (result.Paused is { } paused)
        {
            node.SchedulePaused(paused);
        }

        if (result.Promoted is { } promoted)
        {
            node.RunWaits(promoted);
        }

        if (result.Callback is { } callback)
        {
            node.RunWaits(callback);
        }
    }
}
