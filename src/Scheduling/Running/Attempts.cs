using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Running;

/// <summary>
/// The attempts that this node holds. Each is trusted until shortly before its lease ends; renewing the lease prolongs the trust, and at the end
/// of the trust the handler is told to stop, before any other node may start the next attempt.
/// </summary>
internal sealed class Attempts(NodeContext node, Completions completions)
{
    // Timers stand still while the machine is suspended: while something runs the clock is read this often, so that a handler hears soon after it that its lease is lost.
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(1));
    private readonly Dictionary<Guid, Attempt> _byRun = [];
    private int _running;

    /// <summary>The attempts that take a slot: those that have not ended.</summary>
    public int Running => _running;

    /// <summary>The attempts whose end is not recorded.</summary>
    public int Open => _byRun.Count;

    public DateTimeOffset? WakeAt { get; private set; }

    /// <summary>When to read the clock, although nothing is planned.</summary>
    public DateTimeOffset? LookAt => WakeAt is null ? null : node.Now + s_look;

    /// <summary>Whether the run is looked after here: its lease is trusted, or its attempt has ended and the result is on its way to the store.</summary>
    public bool Holds(Guid runId) => _byRun.TryGetValue(runId, out var attempt) && (!attempt.IsAbandoned || attempt.HasEnded);

    public Attempt? Find(Guid runId, int attempt) => _byRun.GetValueOrDefault(runId) is { } found && found.Run.Attempt == attempt ? found : null;

    /// <summary>Whether the run's attempt had started when it ended; null if it has not ended.</summary>
    public bool? HadStarted(Guid runId) => _byRun.GetValueOrDefault(runId) is { HasEnded: true } ended ? ended.HasStarted : null;

    /// <param name="run">The run, as it was claimed or rescued.</param>
    /// <param name="sentAt">When the operation was sent that was answered.</param>
    /// <param name="storeNow">What the store's clock showed then, or later: what is left of the lease counts from there.</param>
    /// <param name="isStopped">It was cancelled while the answer was on its way.</param>
    public void Add(StoredRun run, DateTimeOffset sentAt, DateTimeOffset storeNow, bool isStopped)
    {
        if (_byRun.TryGetValue(run.Id, out var earlier))
        {
            // An answer that comes late, when the run has been taken up anew here, or one that comes twice: the attempt that is held stands, and is not started again.
            if (earlier.Run.Attempt >= run.Attempt)
            {
                return;
            }

            _running -= earlier.HasEnded ? 0 : 1;
        }

        node.Window.Remove(WakeUpKind.Run, run.Id.ToString("N"), run.Attempt);
        var attempt = new Attempt(run);
        _byRun[run.Id] = attempt;
        _running++;
        Trust(attempt, sentAt, run.LeaseUntil - storeNow);
        node.Tell(News.RunHeld(node.Self, run, run.LeaseUntil));
        isStopped |= run.Cancel != CancelRequest.None;
        if (isStopped || node.IsStopping)
        {
            Ended(attempt, new AttemptResult(AttemptEnd.NotStarted, isStopped ? StopReason.Cancelled : StopReason.HostStopping));
        }
        else
        {
            node.Do(new NodeCommand.StartAttempt(run, attempt.TrustUntil));
        }
    }

    public void Ended(Attempt attempt, AttemptResult result)
    {
        if (attempt.HasEnded)
        {
            return;
        }

        attempt.Result = result;
        _running--;
        completions.Add(attempt);
    }

    /// <summary>The end of an attempt is recorded, or was refused.</summary>
    public void Forget(Attempt attempt)
    {
        if (_byRun.GetValueOrDefault(attempt.Run.Id) == attempt)
        {
            _byRun.Remove(attempt.Run.Id);
        }
    }

    /// <summary>Somebody wants a run stopped, and may wait to hear whether it had started.</summary>
    /// <returns>Whether an attempt of it is held here.</returns>
    public bool Stop(Guid runId, CancelRequest cancel, bool acknowledge)
    {
        if (!_byRun.TryGetValue(runId, out var attempt))
        {
            return false;
        }

        if (!attempt.HasEnded)
        {
            node.Do(new NodeCommand.StopAttempt(
                runId, attempt.Run.Attempt, StopReason.Cancelled, cancel == CancelRequest.BeforeStart, acknowledge));
        }
        else if (acknowledge)
        {
            node.Acknowledge(runId, attempt.HasStarted);
        }

        return true;
    }

    public void StopAll(StopReason reason, bool onlyBeforeStart)
    {
        foreach (var attempt in _byRun.Values.Where(a => !a.HasEnded))
        {
            node.Do(new NodeCommand.StopAttempt(attempt.Run.Id, attempt.Run.Attempt, reason, onlyBeforeStart, WantsWord: false));
        }
    }

    public void Decide()
    {
        if (WakeAt is null || WakeAt > node.Now)
        {
            return;
        }

        var due = new List<Rescue>();
        foreach (var attempt in _byRun.Values.Where(a => !a.HasEnded && !a.IsAbandoned))
        {
            if (attempt.TrustUntil <= node.Now)
            {
                Abandon(attempt);
            }
            else if (attempt.RenewAt <= node.Now + (node.Settings.Lease / 12))
            {
                due.Add(new Rescue(attempt.Run.Id, attempt.Run.Attempt));
            }
        }

        if (due.Count > 0 && _lane.IsFree(node.Now))
        {
            _lane.Sent();
            node.Do(new NodeCommand.RenewLeases(node.Now, due));
        }

        Reckon();
    }

    public void Renewed(IReadOnlyList<Rescue> runs, IReadOnlyList<RenewResult> results, DateTimeOffset sentAt)
    {
        _lane.Answered();
        for (var i = 0; i < runs.Count; i++)
        {
            if (Find(runs[i].RunId, runs[i].Attempt) is { HasEnded: false, IsAbandoned: false } attempt)
            {
                Renewed(attempt, results[i], sentAt);
            }
        }

        Reckon();
    }

    public void RenewalFailed()
    {
        _lane.Failed(node.Now, node.Random);
        Reckon();
    }

    private void Renewed(Attempt attempt, RenewResult result, DateTimeOffset sentAt)
    {
        if (result.Held)
        {
            attempt.LeaseUntil = result.LeaseUntil;
            Trust(attempt, sentAt, node.Settings.Lease);
            node.Do(new NodeCommand.ExtendTrust(attempt.Run.Id, attempt.Run.Attempt, attempt.TrustUntil));
            node.Tell(News.RunHeld(node.Self, attempt.Run, result.LeaseUntil));
        }

        if (result.Cancel != CancelRequest.None)
        {
            Stop(attempt.Run.Id, result.Cancel, acknowledge: true);
        }

        if (!result.Held)
        {
            Abandon(attempt);
        }
    }

    private void Trust(Attempt attempt, DateTimeOffset from, TimeSpan lease)
    {
        attempt.TrustUntil = from + lease - node.Settings.TrustMargin;
        attempt.RenewAt = from + lease - node.Settings.Lease + node.Settings.RenewEvery;
        WakeAt = Earliest.Of(WakeAt, attempt.RenewAt);
    }

    private void Abandon(Attempt attempt)
    {
        attempt.IsAbandoned = true;
        node.Do(new NodeCommand.StopAttempt(attempt.Run.Id, attempt.Run.Attempt, StopReason.LeaseLost, OnlyBeforeStart: false, WantsWord: false));
        node.Window.Put(WakeUp.ForRun(attempt.Run.Id, attempt.Run.Attempt, attempt.LeaseUntil, node.Self, attempt.Run.Job));
    }

    private void Reckon()
    {
        WakeAt = null;
        foreach (var attempt in _byRun.Values.Where(a => !a.HasEnded && !a.IsAbandoned))
        {
            var renewAt = _lane.IsBusy ? attempt.TrustUntil : Later(attempt.RenewAt, _lane.RetryAt);
            WakeAt = Earliest.Of(WakeAt, Earliest.Of(renewAt, attempt.TrustUntil));
        }
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => b > a ? b.Value : a;
}
