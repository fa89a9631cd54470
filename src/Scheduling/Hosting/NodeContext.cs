using Scheduling.Events;
using Scheduling.Sleeping;
using Scheduling.Storage;

namespace Scheduling.Hosting;

/// <summary>What the parts of a node share: its settings, its view of time and of the others, and what it wants done.</summary>
internal sealed class NodeContext
{
    public NodeContext(NodeSettings settings, INodeJobs jobs)
    {
        Settings = settings;
        Jobs = jobs;
        Random = new NodeRandom(settings.Id);
        Peers = new Peers(settings.Id);
        Grace = settings.Grace;
        Window = new Window(settings.WindowSize, FireAt);
    }

    public NodeSettings Settings { get; }

    public INodeJobs Jobs { get; }

    public NodeRandom Random { get; }

    public Peers Peers { get; }

    public StoreClock Clock { get; } = new();

    public Window Window { get; }

    /// <summary>The node's own clock in this turn.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>What the store's clock shows now, as far as is known.</summary>
    public DateTimeOffset StoreNow => Clock.At(Now);

    public bool IsStopping { get; set; }

    /// <summary>How long a backup leaves a wake-up to its owner.</summary>
    public TimeSpan Grace { get; private set; }

    public List<NodeCommand> Commands { get; } = [];

    public List<SchedulingEvent> News { get; } = [];

    public string Self => Settings.Id;

    public void Do(NodeCommand command) => Commands.Add(command);

    public void Tell(SchedulingEvent news) => News.Add(news);

    /// <summary>A run has ended unheard, and may have left a callback behind. To look for it costs a statement.</summary>
    public void LookForCallback(Guid runId, string job)
    {
        if (Jobs.CallsBack(job) && !CallbackRuns.IsCallback(runId))
        {
            Window.Put(WakeUp.ForRun(CallbackRuns.IdOf(runId), 0, StoreNow, Self, job));
        }
    }

    /// <summary>The store has paused a schedule with the end of a run: it wakes no more, here and elsewhere.</summary>
    public void SchedulePaused(StoppedSchedule paused)
    {
        Window.Remove(WakeUpKind.Schedule, paused.Id, paused.Version);
        Tell(Hosting.News.ScheduleStopped(Self, paused));
    }

    /// <summary>
    /// A run waits, buffered or to be taken up at once: it wakes here, and the others are told. That it may be taken up supersedes what was said of it before, while it was buffered.
    /// </summary>
    public void RunWaits(RunHead run)
    {
        if (run.State == RunState.Waiting)
        {
            Window.Remove(WakeUpKind.Run, run.Id.ToString("N"), run.Attempt);
        }

        if (Jobs.Has(run.Job))
        {
            Window.Put(WakeUp.For(run with { Node = Self }));
        }

        Tell(Hosting.News.RunWaits(Self, run, isAble: Jobs.Has(run.Job)));
    }

    /// <summary>Whoever waits to hear of a run, here or on another node, is told whether it had started.</summary>
    public void Acknowledge(Guid runId, bool started)
    {
        Do(new NodeCommand.Acknowledge(runId, started));
        Tell(Hosting.News.Acknowledged(Self, runId, started));
    }

    /// <summary>
    /// This node acted on a wake-up in place of another, which should have done so at its time and has not even said so. What else was left to that one
    /// is not left to it any more, until it is heard again.
    /// </summary>
    public void ActedInPlaceOfOwner(WakeUp wakeUp)
    {
        if (wakeUp.IsInPlaceOfOwner && Peers.Gone(wakeUp.LeftTo.Node))
        {
            Window.Reconsider();
        }
    }

    /// <summary>A claim took so long: the grace follows the slow ones at once and the fast ones slowly, and never exceeds the lease.</summary>
    public void ClaimTook(TimeSpan duration) =>
        Grace = TimeSpan.FromTicks(Math.Max(
            Settings.Grace.Ticks,
            Math.Min(Settings.Lease.Ticks, Math.Max(4 * duration.Ticks, (long)(Grace.Ticks * 0.95)))));

    private DateTimeOffset FireAt(WakeUp wakeUp)
    {
        var expected = Peers.Expected(wakeUp.Id, wakeUp.Owner, wakeUp.Job);
        if (expected != wakeUp.LeftTo.Node)
        {
            wakeUp.LeftTo = (expected, StoreNow);
        }

        if (expected == Self)
        {
            return wakeUp.At;
        }

        var grace = Grace * (1 + (Random.Next() / 2));
        return DateTimeOffset.MaxValue - wakeUp.At < grace ? DateTimeOffset.MaxValue : wakeUp.At + grace;
    }
}
