using Scheduling.Chaining;
using Scheduling.Errors;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Recovering;
using Scheduling.Running;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Claiming;

/// <summary>Claims the occurrences whose time has come, as many as there are free slots, and settles what became of each claim.</summary>
internal sealed class ClaimDesk(NodeContext node, Attempts attempts, SetAsideDesk setAside)
{
    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(30));
    private readonly Queue<WakeUp> _ready = [];
    private readonly RunIds _ids = new(node.Self);
    private readonly Linger _linger = new(node);
    private List<PendingClaim> _pending = [];
    private bool _toldOfBacklog;

    /// <summary>Occurrences that are due and wait for a free slot.</summary>
    public int Backlog => _ready.Count;

    /// <summary>Slots that are kept for claims which are under way or not settled.</summary>
    public int Reserved => _pending.Count;

    public DateTimeOffset? WakeAt => _pending.Count > 0 ? _lane.RetryAt : _linger.Until;

    public void Take(WakeUp wakeUp) => _ready.Enqueue(wakeUp);

    public void Decide(int freeSlots)
    {
        if (_lane.IsFree(node.Now))
        {
            if (_pending.Count > 0)
            {
                Send(Repeatable());
            }
            else if (node.IsStopping || freeSlots == 0 || _ready.Count == 0)
            {
                _linger.End();
            }
            else if (_ready.Count <= freeSlots || _linger.IsEnough(freeSlots))
            {
                _linger.End();
                Plan(freeSlots);
            }
        }

        TellOfBacklog();
    }

    public void Answered(IReadOnlyList<Claim> claims, IReadOnlyList<ClaimResult> results, DateTimeOffset sentAt)
    {
        _lane.Answered();
        node.ClaimTook(node.Now - sentAt);
        var byRun = _pending.ToDictionary(p => p.Claim.RunId);
        for (var i = 0; i < claims.Count; i++)
        {
            var pending = byRun[claims[i].RunId];
            Settle(pending, results[i]);
            byRun.Remove(claims[i].RunId);
        }

        _pending = [.. _pending.Where(p => byRun.ContainsKey(p.Claim.RunId))];
    }

    public void Failed() => _lane.Failed(node.Now, node.Random);

    /// <returns>Whether the run is one that may still turn out to be claimed; it will not start.</returns>
    public bool Stop(Guid runId)
    {
        var pending = _pending.Find(p => p.Claim.RunId == runId);
        _ = pending?.IsStopped = true;
        return pending is not null;
    }

    // After several failures the claims are repeated one by one, in turn, so that one which the store can't digest does not hold up the others.
    private List<PendingClaim> Repeatable()
    {
        if (_lane.Failures < 3)
        {
            return _pending;
        }

        var first = _pending[0];
        _pending.RemoveAt(0);
        _pending.Add(first);
        return [first];
    }

    private void Plan(int freeSlots)
    {
        while (_pending.Count < freeSlots && _ready.TryDequeue(out var wakeUp))
        {
            if (!wakeUp.IsStale && Plan(wakeUp) is { } claim)
            {
                _pending.Add(new PendingClaim(wakeUp, claim, node.Now));
            }
        }

        if (_pending.Count > 0)
        {
            Send(_pending);
        }
    }

    private Claim? Plan(WakeUp wakeUp)
    {
        var head = wakeUp.Head!;
        try
        {
            wakeUp.Recurrence ??= RecurrenceText.Read(head.Recurrence);
            var step = Chain.Advance(wakeUp.Recurrence, head.CatchUp, head.NextDue, node.StoreNow);
            return new Claim(head.Id, head.Version, head.NextDue, step.Occurrence, step.Next, step.Missed, _ids.Next(node.StoreNow));
        }
        catch (InvalidRecurrenceException unreadable)
        {
            node.Window.Remove(WakeUpKind.Schedule, head.Id);
            setAside.Add(head.Id, head.Version, $"Its recurrence can't be read: {unreadable.Message}");
            return null;
        }
    }

    private void Send(List<PendingClaim> claims)
    {
        _lane.Sent();
        node.Do(new NodeCommand.TakeOccurrences(node.Now, [.. claims.Select(p => p.Claim)]));
    }

    private void Settle(PendingClaim pending, ClaimResult result)
    {
        var id = pending.Claim.ScheduleId;
        if (result.Present is { } present)
        {
            node.Window.Rearm(WakeUp.For(present));
        }
        else
        {
            node.Window.Remove(WakeUpKind.Schedule, id, pending.Claim.Version);
        }

        if (result.OpenRun is { } open && !attempts.Holds(open.Id))
        {
            node.Window.Put(WakeUp.For(open));
        }

        if (result.Verdict == ClaimVerdict.Refused)
        {
            return;
        }

        node.Tell(News.ScheduleWakes(node.Self, id, pending.Claim, result.Present));
        node.ActedInPlaceOfOwner(pending.WakeUp);
        if (result.Run is { } run)
        {
            attempts.Add(run, pending.SentAt, pending.IsStopped);
        }
    }

    private void TellOfBacklog()
    {
        if (_ready.Count == 0)
        {
            _toldOfBacklog = false;
        }
        else if (!_toldOfBacklog && _lane.IsBusy)
        {
            _toldOfBacklog = true;
            node.Tell(new SchedulingEvent(SchedulingEventKind.Backlog, node.Self));
        }
    }
}
