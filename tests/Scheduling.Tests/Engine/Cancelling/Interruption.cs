using Scheduling.Events;
using Scheduling.Tests.Engine.Faults;

namespace Scheduling.Tests.Engine.Cancelling;

/// <summary>Holds the way of an occurrence at one point until it is let go, and lets the rest of the cluster go on.</summary>
internal sealed class Interruption
{
    private readonly Cluster _cluster;
    private readonly Point _point;
    private readonly TaskCompletionSource _released = new();
    private Action? _heldLaunch;
    private bool _isCallHeld;
    private int _launches;
    private int _finishes;

    public Interruption(Cluster cluster, EngineHost owner, Point point)
    {
        (_cluster, _point) = (cluster, point);
        cluster.Store.Before = operation => AtCall(operation, hasHappened: false);
        cluster.Store.After = operation => AtCall(operation, hasHappened: true);
        cluster.Bus.Before = events => AtMessages(events, hasHappened: false);
        cluster.Bus.After = events => AtMessages(events, hasHappened: true);
        cluster.Probe.Body = InHandlerAsync;
        cluster.LetGo = Release;
        owner.Runner.Launch = Launch;
    }

    public bool IsReached { get; private set; }

    /// <summary>Called within the handler, at its first instruction.</summary>
    public Action AtFirstInstruction { get; set; } = static () => { };

    public void Release()
    {
        _cluster.HeldCalls -= _isCallHeld ? 1 : 0;
        _isCallHeld = false;
        Inline.Complete(_released);
        if (_heldLaunch is { } launch)
        {
            _heldLaunch = null;
            _cluster.HeldLaunches--;
            launch();
        }
    }

    /// <summary>Nothing is held from here on, and handlers return.</summary>
    public void End()
    {
        _cluster.Store.Before = _cluster.Store.After = static _ => Task.CompletedTask;
        _cluster.Bus.Before = _cluster.Bus.After = static _ => Task.CompletedTask;
        _cluster.Probe.Body = static _ => Task.CompletedTask;
    }

    private Task AtCall(string operation, bool hasHappened)
    {
        _finishes += operation == "finish" && !hasHappened ? 1 : 0;
        var point = (operation, _finishes, hasHappened) switch
        {
            ("claim", _, false) => Point.BeforeTheClaim,
            ("claim", _, true) => Point.AfterTheClaim,
            ("rescue", _, false) => Point.BeforeTheRescue,
            ("rescue", _, true) => Point.AfterTheRescue,
            ("finish", 1, false) => _point.NeedsFailure() ? Point.BeforeTheFailureIsStored : Point.BeforeTheFinish,
            ("finish", 1, true) => _point.NeedsFailure() ? Point.AfterTheFailureIsStored : Point.AfterTheFinish,
            ("finish", 2, false) => Point.BeforeTheFinishOfTheRetry,
            ("finish", 2, true) => Point.AfterTheFinishOfTheRetry,
            _ => (Point?)null,
        };
        if (point != _point || IsReached)
        {
            return Task.CompletedTask;
        }

        _isCallHeld = true;
        _cluster.HeldCalls++;
        return Reached();
    }

    private Task AtMessages(IReadOnlyList<SchedulingEvent> events, bool hasHappened)
    {
        var news = events[^1];
        var point = (news.Kind, news.Attempt) switch
        {
            (SchedulingEventKind.ScheduleStart, _) => Point.BeforePublishingTheSave,
            (SchedulingEventKind.RunStarted, 1) => Point.BeforePublishingTheClaim,
            (SchedulingEventKind.RunStarted, 2) => Point.BeforePublishingTheRescue,
            (SchedulingEventKind.RunFinished, 1) => _point.NeedsFailure() ? Point.BeforePublishingTheFailure : Point.BeforePublishingTheFinish,
            _ => (Point?)null,
        };
        return !IsReached && point + (hasHappened ? 1 : 0) == _point ? Reached() : Task.CompletedTask;
    }

    private Task InHandlerAsync(HandlerStart start)
    {
        if (start.Run.Attempt < _point.Attempt() || (start.Run.Attempt == 1 && _point.NeedsFailure()))
        {
            throw new InvalidOperationException("The first attempt fails.");
        }

        if (_point is Point.AtTheFirstInstruction or Point.AtTheFirstInstructionOfTheRetry && !IsReached)
        {
            IsReached = true;
            AtFirstInstruction();
        }

        if (!_point.HasHandlerWaiting())
        {
            return Task.CompletedTask;
        }

        IsReached |= _point is Point.InTheHandler or Point.InTheHandlerOfTheRetry;
        return _cluster.Probe.WaitAsync(start);
    }

    private void Launch(Action work)
    {
        _launches++;
        var point = _launches == 1 ? Point.BeforeTheThread : Point.BeforeTheThreadOfTheRetry;
        if (point != _point || IsReached)
        {
            work();
            return;
        }

        IsReached = true;
        _heldLaunch = work;
        _cluster.HeldLaunches++;
    }

    private Task Reached()
    {
        IsReached = true;
        return _released.Task;
    }
}
