using Scheduling.Chaining;
using Scheduling.Events;
using Scheduling.Hosting;
using Scheduling.Recovering;
using Scheduling.Running;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Claiming;

/// <summary>Claims the occurrences whose time has come, as many as there are free slots, and settles what became of each claim.</summary>
/// <param name="node">What the parts of a node share.</param>
/// <param name="attempts">The attempts that are held here.</param>
/// <param name="setAside">Takes schedules that can't be read.</param>
/// <param name="makeWay">Stops a run that an occurrence has cancelled, wherever it is held.</param>
internal sealed class ClaimDesk(NodeContext node, Attempts attempts, SetAsideDesk setAside, Action<RunHead> makeWay)
{
    private static readonly TimeSpan s_betweenCalls = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_betweenCallsForNew = TimeSpan.FromMilliseconds(20);

    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(30));
    private readonly Queue<WakeUp> _ready = [];
    private readonly RunIds _ids = new(node.Self);
    private readonly Linger _linger = new(node);
    private readonly Unsettled<PendingClaim> _pending = new();
    private readonly BusyClaims _busy = new(node);
    private readonly List<PendingClaim> _again = [];
    private readonly Dictionary<(string Id, long Version), PendingClaim> _unsettled = [];
    private DateTimeOffset _toldOfBacklogAt = DateTimeOffset.MinValue;
    private bool _isBacklogUntold;
    private bool _isShortOfSlots;

    /// <summary>Occurrences that are due and wait for a free slot.</summary>
    public int Backlog => _ready.Count;

    /// <summary>Slots that are kept for claims which are under way or not settled.</summary>
    public int Reserved => _pending.Count + _again.Count + _busy.Reserved;

    public DateTimeOffset? WakeAt => Earliest.Of(
        Earliest.Of(_pending.Count > 0 ? _lane.RetryAt : _linger.Until, _busy.WakeAt),
        IsHeldUp && IsSoonTold ? _toldOfBacklogAt + s_betweenCallsForNew : null);

    // What is ready must wait: for the answer to a batch, or for a slot.
    private bool IsHeldUp => _ready.Count > 0 && (_lane.IsBusy || attempts.Running > 0);

    // What waits for a batch only is claimed sooner than anybody could help.
    private bool IsSoonTold => _isBacklogUntold && _isShortOfSlots;

    public void Take(WakeUp wakeUp)
    {
        // What others have claimed meanwhile, or what was saved anew, is dropped when its turn comes, or here before it piles up.
        if (_ready.Count > 2 * node.Settings.WindowSize)
        {
            var current = _ready.Where(w => !w.IsStale).ToArray();
            _ready.Clear();
            Array.ForEach(current, _ready.Enqueue);
        }

        _ready.Enqueue(wakeUp);
        _isBacklogUntold = true;
    }

    public void Decide(int freeSlots)
    {
        if (node.IsStopping)
        {
            // Others have it in their windows, and take it when they hear that this node leaves.
            _ready.Clear();
        }

        TryBusyAgain();
        while (_ready.TryPeek(out var first) && first.IsStale)
        {
            _ready.Dequeue();
        }

        var before = _pending.Count;
        if (_lane.IsFree(node.Now))
        {
            // Not while a batch is under way, whose answers are told apart by their places.
            _again.ForEach(_pending.Add);
            _again.Clear();
            before = _pending.Count;
            Plan(Math.Min(freeSlots, _lane.RoomBeside(before)));
            Send();
        }

        _isShortOfSlots = _ready.Count > freeSlots - (_pending.Count - before);
        TellOfBacklog();
    }

    public void Answered(IReadOnlyList<Claim> claims, IReadOnlyList<ClaimResult> results, DateTimeOffset sentAt, DateTimeOffset storeNow)
    {
        _lane.Answered();
        node.ClaimTook(node.Now - sentAt);
        var settled = _pending.Settle(claims.Count);
        foreach (var pending in settled)
        {
            _unsettled.Remove((pending.Claim.ScheduleId, pending.Claim.Version));
        }

        foreach (var (pending, result) in settled.Zip(results))
        {
            Settle(pending, result, sentAt, storeNow);
        }
    }

    public void Failed(int batch)
    {
        _lane.Failed(node.Now, node.Random, batch);
        _pending.Failed(batch);
    }

    /// <returns>Whether the run is one that may still turn out to be claimed; it will not start.</returns>
    public bool Stop(Guid runId)
    {
        var pending = _pending.Find(p => p.Claim.RunId == runId) ?? _again.Find(p => p.Claim.RunId == runId) ?? _busy.Find(p => p.Claim.RunId == runId);
        _ = pending?.IsStopped = true;
        return pending is not null;
    }

    private void TryBusyAgain()
    {
        while (_busy.TakeDue() is { } claim)
        {
            if (claim.MayHaveComeAbout)
            {
                _again.Add(claim);
            }
            else
            {
                // It is planned anew, with what has been missed since, but under its id.
                _ready.Enqueue(claim.WakeUp);
            }
        }
    }

    private void Plan(int most)
    {
        if (node.IsStopping || most <= 0 || _ready.Count == 0)
        {
            _linger.End();
        }
        else if (_ready.Count <= most || _linger.IsEnough(most))
        {
            _linger.End();
            for (var planned = 0; planned < most && _ready.TryDequeue(out var wakeUp);)
            {
                if (!wakeUp.IsStale && !IsUnsettled(wakeUp) && Plan(wakeUp) is { } claim)
                {
                    PendingClaim pending = new(wakeUp, claim);
                    _unsettled.Add((claim.ScheduleId, claim.Version), pending);
                    _pending.Add(pending);
                    planned++;
                }
            }
        }
    }

    // An intent and the save that it announced may both wake, and be looked up one after the other. A second claim of one version, under another id, would race with the first.
    private bool IsUnsettled(WakeUp wakeUp)
    {
        if (!_unsettled.TryGetValue((wakeUp.Id, wakeUp.Version), out var pending))
        {
            return false;
        }

        pending.WakeUp = wakeUp;
        return true;
    }

    private Claim? Plan(WakeUp wakeUp)
    {
        var head = wakeUp.Head!;
        try
        {
            wakeUp.Recurrence ??= RecurrenceText.Read(head.Recurrence);
            return ClaimPlan.Of(head, wakeUp.Recurrence, node.StoreNow, wakeUp.RunIdOfEarlierClaim ?? _ids.Next(node.StoreNow), () => _ids.Next(node.StoreNow));
        }
#pragma warning disable CA1031 // Whatever is wrong with one row stops nothing else.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            node.Window.Remove(WakeUpKind.Schedule, head.Id);
            setAside.Add(head.Id, head.Version, $"Its recurrence can't be read: {unreadable.Message}");
            return null;
        }
    }

    // What failed before is sent again as it was, behind what is new: alone it may fail for ever.
    private void Send()
    {
        if (_pending.Count > 0)
        {
            _lane.Sent();
            var batch = _pending.Take(_lane.BatchLimit);
            Array.ForEach(batch, static pending => pending.Sent++);
            node.Do(new NodeCommand.TakeOccurrences(node.Now, [.. batch.Select(pending => pending.ToSend())]));
        }
    }

    private void Settle(PendingClaim pending, ClaimResult result, DateTimeOffset sentAt, DateTimeOffset storeNow)
    {
        if (result.Verdict == ClaimVerdict.Busy)
        {
            if (pending.MayHaveComeAbout)
            {
                _unsettled.Add((pending.Claim.ScheduleId, pending.Claim.Version), pending);
            }

            // Should it have come about after all (a store that sends again by itself may meet its own first try), its id is how it is known again.
            // The window hands it on to what is read anew before the next try.
            if (node.Window.Find(WakeUpKind.Schedule, pending.Claim.ScheduleId) is { } known && known.Version == pending.Claim.Version)
            {
                known.RunIdOfEarlierClaim = pending.Claim.RunId;
            }

            // Its owner may have found it held as well: that it is late says nothing of the owner.
            pending.WakeUp.IsInPlaceOfOwner = false;
            _busy.Add(pending);
            return;
        }

        var id = pending.Claim.ScheduleId;
        if (result.Present is { } present && node.Jobs.Has(present.Job))
        {
            // Refused only because it came too early, it may have been sent more than once, and an earlier sending may arrive when it is time.
            var wakeUp = WakeUp.For(present);
            wakeUp.RunIdOfEarlierClaim = present.Version == pending.Claim.Version ? pending.Claim.RunId : null;
            node.Window.Rearm(wakeUp);
        }
        else
        {
            node.Window.Remove(WakeUpKind.Schedule, id, pending.Claim.Version);
        }

        if (result.OpenRun is { } open && node.Jobs.Has(open.Job) && !attempts.Holds(open.Id))
        {
            node.Window.Put(WakeUp.For(open));
        }

        LookForCallback(pending);
        if (result.Verdict == ClaimVerdict.Refused)
        {
            return;
        }

        foreach (var stopped in result.Stopped)
        {
            makeWay(stopped);
        }

        foreach (var callback in result.Callbacks)
        {
            node.RunWaits(callback);
        }

        node.Tell(News.ScheduleWakes(node.Self, id, pending.Claim, result.Present));
        node.ActedInPlaceOfOwner(pending.WakeUp);
        if (result.Buffered is { } buffered)
        {
            node.RunWaits(buffered);
        }

        if (result.Run is { } run)
        {
            attempts.Add(run, sentAt, storeNow, pending.IsStopped);
        }
    }

    // The first sending may have come about, and its answer would have told of it.
    private void LookForCallback(PendingClaim pending)
    {
        if (pending is { MayHaveComeAbout: true, Claim.MissedRun: { } missed, WakeUp.Head.Job: { } job })
        {
            node.LookForCallback(missed.Id, job);
        }
    }

    // Once a second, in case that nobody could help; and soon of what has become due since, which those who have helped do not know of.
    private void TellOfBacklog()
    {
        if (_ready.Count == 0)
        {
            (_toldOfBacklogAt, _isBacklogUntold) = (DateTimeOffset.MinValue, false);
        }
        else if (IsHeldUp && node.Now >= _toldOfBacklogAt + (IsSoonTold ? s_betweenCallsForNew : s_betweenCalls))
        {
            (_toldOfBacklogAt, _isBacklogUntold) = (node.Now, false);
            node.Tell(new SchedulingEvent(SchedulingEventKind.Backlog, node.Self));
        }
    }
}
