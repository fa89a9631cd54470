using Scheduling.Claiming;
using Scheduling.Events;
using Scheduling.Recovering;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>Takes in what is told: by calls on this node, and by other nodes over the bus.</summary>
internal sealed class NodeInbox(NodeContext node, Greeting greeting, Strangers strangers, Lookups lookups, Action<Guid, CancelRequest, bool> stopRun)
{
    public void Take(NodeInput input)
    {
        switch (input)
        {
            case NodeInput.SaveIntended intended:
                PutIntent(intended.ScheduleId, intended.At, node.Self);
                break;
            case NodeInput.ScheduleSaved { Head: { } head } saved when node.Jobs.Has(head.Job):
                DropIntent(saved.ScheduleId, head.NextDue);
                node.Window.Put(WakeUp.For(head));
                break;
            case NodeInput.ScheduleSaved saved:
                node.Window.Remove(WakeUpKind.Schedule, saved.ScheduleId, saved.Version);
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
            node.Window.Remove(WakeUpKind.Schedule, stopped.Id, stopped.Version);
        }

        foreach (var waiting in result.Waiting)
        {
            node.Window.Remove(WakeUpKind.Run, waiting.Id.ToString("N"), waiting.Attempt);
        }

        return result.Claimed;
    }

    private void Take(SchedulingEvent news)
    {
        if (news.Node == node.Self)
        {
            greeting.Heard(news);
            return;
        }

        if (news.Kind == SchedulingEventKind.Leave ? node.Peers.Left(news.Node) : node.Peers.Heard(news.Node))
        {
            node.Window.Reconsider();
        }

        strangers.Heard(news);
        switch (news.Kind)
        {
            case SchedulingEventKind.Intent when news is { ScheduleId: { } id, WakeAt: { } at, Job: { } job } && node.Jobs.Has(job):
                PutIntent(id, at, news.Node);
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
                node.Window.Put(WakeUp.ForRun(run, news.Attempt, at, news.Node));
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
        if (news is { WakeAt: { } at, Job: { } job } && node.Jobs.Has(job))
        {
            DropIntent(id, at);
            node.Window.Put(WakeUp.ForHearsay(id, news.Version, at, news.Holder ?? news.Node));
        }
        else
        {
            node.Window.Remove(WakeUpKind.Schedule, id, news.Version);
        }
    }

    private void RunEnded(SchedulingEvent news, Guid run)
    {
        node.Window.Remove(WakeUpKind.Run, run.ToString("N"), news.Attempt);
        if (news is { WakeAt: { } at, Job: { } job } && node.Jobs.Has(job))
        {
            node.Window.Put(WakeUp.ForRun(run, news.Attempt, at, news.Node));
        }
    }

    // What is due at once must not be looked for before it can be there: the save has its time.
    private void PutIntent(string id, DateTimeOffset at, string owner)
    {
        var soonest = node.StoreNow + node.Settings.Grace;
        node.Window.Put(WakeUp.ForIntent(id, at > soonest ? at : soonest, owner));
    }

    // The save that was announced has come about; an intent for an earlier time belongs to another save and stands.
    private void DropIntent(string id, DateTimeOffset savedFor)
    {
        if (node.Window.Find(WakeUpKind.Intent, id) is { } intent && intent.At >= savedFor)
        {
            node.Window.Remove(WakeUpKind.Intent, id);
        }
    }
}
