using Scheduling.Claiming;
using Scheduling.Events;
using Scheduling.Matching;
using Scheduling.Recovering;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>Takes in what is told: by calls on this node, and by other nodes over the bus.</summary>
internal sealed class NodeInbox(
    NodeContext node, Greeting greeting, RulesWatch rules, Strangers strangers, Lookups lookups, Action<Guid, CancelRequest, bool> stopRun)
{
    public void Take(NodeInput input)
    {
        switch (input)
        {
            case NodeInput.SaveIntended intended when node.Jobs.Has(intended.Job):
                PutIntent(intended.ScheduleId, intended.At, node.Self, intended.Job, node.Self);
                break;
            case NodeInput.ScheduleSaved { Head: { } head } saved when node.Jobs.Has(head.Job):
                strangers.Changed(saved.ScheduleId, saved.Version);
                DropIntent(saved.ScheduleId, head.NextDue, node.Self);
                node.Window.Put(WakeUp.For(head));
                break;
            case NodeInput.ScheduleSaved saved:
                strangers.Changed(saved.ScheduleId, saved.Version, saved.Head?.Job, saved.Head?.NextDue);
                SettleIntent(saved.ScheduleId, node.Self);
                node.Window.Remove(WakeUpKind.Schedule, saved.ScheduleId, saved.Version);
                break;
            case NodeInput.RulesTakenOver taken:
                rules.TookOver(taken.Job);
                break;
            case NodeInput.RulesOverruled overruled:
                rules.Overruled(overruled.Job);
                break;
            case NodeInput.KeysMended mended:
                rules.Answered(mended.Mend, mended.Result);
                break;
            case NodeInput.EventsArrived arrived:
                foreach (var news in arrived.Events)
                {
                    Take(news);
                }

                break;
        }
    }

    /// <returns>The runs that may be held here and are to be stopped.</returns>
    public IReadOnlyList<RunHead> Stopped(StopResult result)
    {
        foreach (var stopped in result.Schedules)
        {
            strangers.Changed(stopped.Id, stopped.Version);
            node.Window.Remove(WakeUpKind.Schedule, stopped.Id, stopped.Version);
        }

        foreach (var waiting in result.Waiting)
        {
            node.Window.Remove(WakeUpKind.Run, waiting.Id.ToString("N"), waiting.Attempt);
        }

        foreach (var callback in result.Callbacks)
        {
            node.RunWaits(callback with { LeaseUntil = node.StoreNow });
        }

        return result.Claimed;
    }

    private void Take(SchedulingEvent news)
    {
        if (news.Node == node.Self && news.Job is null)
        {
            greeting.Heard(news);
            return;
        }

        rules.Heard(news);
        if (news.Node == node.Self)
        {
            return;
        }

        var able = JobOf(news);
        if (news.Kind == SchedulingEventKind.Leave ? node.Peers.Left(news.Node) : node.Peers.Heard(news.Node, able))
        {
            node.Window.Reconsider();
        }

        strangers.Heard(news, able);
        switch (news.Kind)
        {
            case SchedulingEventKind.Intent when news is { ScheduleId: { } id, WakeAt: { } at, Job: { } job } && node.Jobs.Has(job):
                PutIntent(id, at, news.Holder ?? news.Node, job, news.Node);
                break;
            case SchedulingEventKind.ScheduleStart when news.ScheduleId is not null:
                ScheduleWakes(news, news.ScheduleId);
                break;
            case SchedulingEventKind.ScheduleCancel when news.ScheduleId is { } id:
                node.Window.Remove(WakeUpKind.Schedule, id, news.Version);
                break;
            case SchedulingEventKind.ScheduleCancel when news.RunId is { } run:
                stopRun(run, news.Cancel, news.Holder == node.Self);
                break;
            case SchedulingEventKind.RunStarted when news is { RunId: { } run, WakeAt: { } at, Job: { } job } && node.Jobs.Has(job):
                node.Window.Put(WakeUp.ForRun(run, news.Attempt, at, news.Holder ?? news.Node, job));
                break;
            case SchedulingEventKind.RunFinished when news.RunId is { } run:
                RunEnded(news, run);
                break;
            case SchedulingEventKind.Ack when news.RunId is { } run:
                node.Do(new NodeCommand.Acknowledge(run, news.Started));
                break;
            case SchedulingEventKind.Backlog:
                lookups.Help();
                break;
        }
    }

    private void ScheduleWakes(SchedulingEvent news, string id)
    {
        NoticeSilence(news, id);
        if (news is { WakeAt: { } at, Job: { } job } && node.Jobs.Has(job))
        {
            DropIntent(id, at, news.Node);
            node.Window.Put(WakeUp.ForHearsay(id, news.Version, at, news.Holder ?? news.Node, job));
        }
        else
        {
            SettleIntent(id, news.Node);
            node.Window.Remove(WakeUpKind.Schedule, id, news.Version);
        }
    }

    // Another node has acted where one was expected to that had been waited for from before it was due: what was left to that one is not left to it any more, or each node would wait for
    // it once. Should it be there after all, its next word brings it back.
    private void NoticeSilence(SchedulingEvent news, string id)
    {
        if (node.Window.Find(WakeUpKind.Schedule, id) is { HasFired: false } known && known.Version < news.Version
            && known.LeftTo is var (expected, since) && since <= known.At && node.StoreNow >= known.At + node.Settings.Grace
            && expected != news.Node && node.Peers.Gone(expected))
        {
            node.Window.Reconsider();
        }
    }

    private void RunEnded(SchedulingEvent news, Guid run)
    {
        node.Window.Remove(WakeUpKind.Run, run.ToString("N"), news.Attempt);
        if (news is { WakeAt: { } at, Job: { } job } && node.Jobs.Has(job))
        {
            node.Window.Put(WakeUp.ForRun(run, news.Attempt, at, news.Holder ?? news.Node, job));
        }
    }

    // What is due at once must not be looked for before it can be there: the save has its time.
    private void PutIntent(string id, DateTimeOffset at, string owner, string job, string announcer)
    {
        var soonest = node.StoreNow + node.Settings.Grace;
        node.Window.Put(WakeUp.ForIntent(id, at > soonest ? at : soonest, owner, job, announcer));
    }

    // The job that the sender has, if that can be told: who saves what others are to run says so.
    private static string? JobOf(SchedulingEvent news) => news.Kind switch
    {
        SchedulingEventKind.RunStarted or SchedulingEventKind.RunFinished when news.Holder is null => news.Job,
        SchedulingEventKind.Intent or SchedulingEventKind.ScheduleStart when news is { Holder: null, WakeAt: not null } => news.Job,
        _ => null,
    };

    // What was announced has come to nothing that wakes: the schedule is paused, or its job is not run here.
    private void SettleIntent(string id, string announcer)
    {
        if (node.Window.Find(WakeUpKind.Intent, id) is { } intent && intent.Announcer == announcer)
        {
            node.Window.Remove(WakeUpKind.Intent, id);
        }
    }

    // The save that was announced has come about, maybe for a later time than at its first try, which was refused; an intent of another node for an earlier time belongs to another save and stands.
    private void DropIntent(string id, DateTimeOffset savedFor, string announcer)
    {
        if (node.Window.Find(WakeUpKind.Intent, id) is { } intent && (intent.At >= savedFor || intent.Announcer == announcer))
        {
            node.Window.Remove(WakeUpKind.Intent, id);
        }
    }
}
