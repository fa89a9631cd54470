using Scheduling.Claiming;
using Scheduling.Hosting;
using Scheduling.Jobs;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Running;

/// <summary>Records how attempts ended, many in one batch where many end, and goes on until the store has answered for each.</summary>
internal sealed class Completions(NodeContext node)
{
    private static readonly TimeSpan s_whileBusy = TimeSpan.FromMilliseconds(200);

    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(30));
    private readonly Linger _linger = new(node);
    private readonly List<Attempt> _ended = [];
    private readonly List<Attempt> _busy = [];
    private List<Attempt> _sent = [];
    private DateTimeOffset _busyUntil;

    public int Pending => _ended.Count + _sent.Count + _busy.Count;

    public DateTimeOffset? WakeAt => Earliest.Of(_ended.Count == 0 ? null : _linger.Until ?? _lane.RetryAt, _busy.Count == 0 ? null : _busyUntil);

    public void Add(Attempt attempt) => _ended.Add(attempt);

    public void Decide(bool hasBacklog)
    {
        if (_busy.Count > 0 && node.Now >= _busyUntil)
        {
            _ended.AddRange(_busy);
            _busy.Clear();
        }

        if (_ended.Count > 0 && _lane.IsFree(node.Now) && (!hasBacklog || _linger.IsEnough(_ended.Count)))
        {
            _linger.End();
            _lane.Sent();
            _sent = [.. _ended.Take(_lane.BatchLimit)];
            _ended.RemoveRange(0, _sent.Count);
            node.Do(new NodeCommand.RecordCompletions(node.Now, [.. _sent.Select(Complete)]));
        }
    }

    public void Answered(IReadOnlyList<CompletionResult> results, Attempts attempts)
    {
        _lane.Answered();
        for (var i = 0; i < results.Count; i++)
        {
            var attempt = _sent[i];
            if (results[i].IsBusy)
            {
                // Whoever holds its schedule lets go soon; its lease is renewed meanwhile.
                _busy.Add(attempt);
                _busyUntil = node.Now + s_whileBusy;
                continue;
            }

            attempts.Forget(attempt);
            if (results[i].Recorded)
            {
                Recorded(attempt.Run, results[i].WakeAt);
                if (results[i].Paused is { } paused)
                {
                    node.SchedulePaused(paused);
                }

                if (CallbackRuns.Tell(attempt.Run.Callbacks, results[i].State))
                {
                    node.RunWaits(CallbackRuns.HeadOf(attempt.Run.ToHead(), node.StoreNow));
                }

                if (results[i].Promoted is { } promoted)
                {
                    node.RunWaits(promoted);
                }
            }
            else
            {
                // It may have been recorded by a try whose answer was lost, or taken over by a node that has died since: the run is looked after until it is known how it stands.
                node.Window.Put(WakeUp.ForRun(attempt.Run.Id, attempt.Run.Attempt, attempt.LeaseUntil, node.Self, attempt.Run.Job));
            }
        }

        _sent = [];
    }

    public void Failed()
    {
        _lane.Failed(node.Now, node.Random, _sent.Count);
        _ended.InsertRange(_sent.Count == 1 ? _ended.Count : 0, _sent);
        _sent = [];
    }

    private void Recorded(StoredRun run, DateTimeOffset? wakeAt)
    {
        node.Window.Remove(WakeUpKind.Run, run.Id.ToString("N"), run.Attempt);
        node.Tell(News.RunEnded(node.Self, run.Id, run.Attempt, run.Job, wakeAt));
        if (wakeAt is { } at)
        {
            node.Window.Put(WakeUp.ForRun(run.Id, run.Attempt, at, node.Self, run.Job));
        }
    }

    private Completion Complete(Attempt attempt)
    {
        var (run, result) = (attempt.Run, attempt.Result!);
        var completion = result switch
        {
            { Kind: AttemptEnd.Returned } => new Completion(run.Id, run.Attempt, RunState.Succeeded),
            { Kind: AttemptEnd.Unreadable } => new Completion(run.Id, run.Attempt, RunState.Failed) { Error = result.Error, SetAside = result.Error },
            { Kind: AttemptEnd.Threw } => Failed(run, result.Error),
            { Stop: StopReason.Cancelled } => new Completion(run.Id, run.Attempt, RunState.Cancelled) { Error = result.Error },
            _ => new Completion(run.Id, run.Attempt, RunState.Waiting) { Error = result.Error },
        };
        return run.PauseAfterFailures is null || completion.SetAside is not null ? completion : completion with { CountsInARow = true };
    }

    private Completion Failed(StoredRun run, string? error)
    {
        var wait = node.Jobs.RetryAfter(run.Job, run.Failures + 1, run.Id);
        return new Completion(run.Id, run.Attempt, wait is null ? RunState.Failed : RunState.Waiting)
        {
            RetryAfter = wait ?? TimeSpan.Zero,
            HandlerFailed = true,
            Error = error,
        };
    }
}
