using Scheduling.Events;
using Scheduling.Hosting;

namespace Scheduling.Matching;

/// <summary>
/// Watches over jobs of which other nodes have other cancel rules, as during a rolling upgrade. A node whose rules are the job's mends what the others save, as soon as
/// it is told. One whose rules are not asks, when a node leaves and every now and then, whether any node holds others; if none answers twice in a row, it takes the job over. While
/// all nodes have the same rules, it watches nothing, but for one look some time after a host has made its rules the job's.
/// </summary>
internal sealed class RulesWatch(NodeContext node)
{
    private static readonly TimeSpan s_jitter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_again = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, WatchedRules> _jobs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _takenOver = new(StringComparer.Ordinal);
    private readonly StoreLane _lane = new(TimeSpan.FromSeconds(30));
    private int _departures;
    private long _nonce;

    public DateTimeOffset? WakeAt
    {
        get
        {
            if (node.IsStopping || _jobs.Count == 0)
            {
                return null;
            }

            var mend = _lane.IsBusy ? null : _jobs.Values.Min(known => known.MendAt);
            mend = mend < _lane.RetryAt ? _lane.RetryAt : mend;
            return _jobs.Values.Select(known => known.AskAt).Concat(_jobs.Values.Select(known => known.AnswerBy)).Append(mend).Min();
        }
    }

    /// <summary>This host has made its rules those of the job. What others saved before they knew is looked for once more, later: its hint may have been lost.</summary>
    public void TookOver(string job)
    {
        _takenOver.Add(job);
        var known = Known(job);
        known.Restore();
        known.LookAt(node.Now + s_again);
        Tell(job);
    }

    /// <summary>The store has said that the job goes by other rules than those of this host.</summary>
    public void Overruled(string job)
    {
        if (!Known(job).IsOverruled)
        {
            Overrule(job, Soon(s_patience));
        }
    }

    public void Heard(SchedulingEvent news)
    {
        if (news is not { Job: { } job, Rules: { } rules } || node.Jobs.RulesOf(job) is not { } own)
        {
            return;
        }

        switch (news.Kind)
        {
            case SchedulingEventKind.ScheduleStart:
                Known(job).Suspect(Soon(s_jitter));
                break;
            case SchedulingEventKind.Hello when news.Node == node.Self:
                Watched(job)?.Echoed(news.Nonce);
                break;
            case SchedulingEventKind.Hello when news.Nonce != 0:
                // Of the same rules the store says more than a node that may not have heard that it was overruled.
                if (rules != own && Watched(job) is not { IsOverruled: true })
                {
                    Tell(job);
                }

                break;
            case SchedulingEventKind.Hello when rules != own:
                Overrule(job, node.Now + s_again);
                break;
            case SchedulingEventKind.Hello when Watched(job) is { IsOverruled: true } known:
                known.Restore();
                known.Suspect(Soon(s_jitter));
                break;
        }
    }

    public void Answered(NodeCommand.MendKeys mend, MendResult result)
    {
        if (result == MendResult.Failed)
        {
            _lane.Failed(node.Now, node.Random);
            Watched(mend.Job)?.MendingFailed(mend.TakesOver, node.Now);
            return;
        }

        _lane.Answered();
        if (Watched(mend.Job) is { WasOverruledMeanwhile: true } overruled)
        {
            overruled.LookAt(node.Now);
            return;
        }

        switch (result)
        {
            case MendResult.TookOver:
                TookOver(mend.Job);
                break;
            case MendResult.Overruled:
                Overruled(mend.Job);
                break;
            default:
                if (!Known(mend.Job).Mended(result == MendResult.Mended, node.Now + s_again))
                {
                    _jobs.Remove(mend.Job);
                }

                break;
        }
    }

    /// <summary>Says once more, before the node leaves, which jobs go by its rules: those who missed it when it took them over know then that it is up to them.</summary>
    public void Leave()
    {
        foreach (var job in _takenOver)
        {
            Tell(job);
        }
    }

    public void Decide()
    {
        var hasOneLeft = _departures != node.Peers.Departures;
        _departures = node.Peers.Departures;
        if (node.IsStopping)
        {
            return;
        }

        foreach (var known in _jobs.Values)
        {
            if (hasOneLeft)
            {
                OneHasLeft(known);
            }

            if (known.AnswerBy <= node.Now)
            {
                known.Conclude(node.Now);
            }

            if (known.AskAt <= node.Now)
            {
                known.Asked(++_nonce, node.Now + s_patience, node.Now + s_again);
                Tell(known.Job, _nonce);
            }
        }

        if (_lane.IsFree(node.Now) && _jobs.Values.Where(known => known.MendAt <= node.Now).MinBy(known => known.MendAt) is { } next)
        {
            _lane.Sent();
            node.Do(new NodeCommand.MendKeys(next.Job, next.TakesOver));
            next.Mending(node.Now + s_pause);
        }
    }

    // It may have been the one that held other rules, or one that died between a save and its hint.
    private void OneHasLeft(WatchedRules known)
    {
        if (known.IsOverruled)
        {
            known.AskSoon(Soon(s_patience));
        }
        else
        {
            known.Suspect(Soon(s_jitter));
        }
    }

    private void Overrule(string job, DateTimeOffset askAt)
    {
        _takenOver.Remove(job);
        Known(job).Overrule(askAt);
    }

    private void Tell(string job, long nonce = 0) =>
        node.Tell(new SchedulingEvent(SchedulingEventKind.Hello, node.Self) { Job = job, Rules = node.Jobs.RulesOf(job), Nonce = nonce });

    private DateTimeOffset Soon(TimeSpan within) => node.Now + (within * node.Random.Next());

    private WatchedRules? Watched(string job) => _jobs.GetValueOrDefault(job);

    private WatchedRules Known(string job)
    {
        if (!_jobs.TryGetValue(job, out var known))
        {
            _jobs.Add(job, known = new(job));
        }

        return known;
    }
}
