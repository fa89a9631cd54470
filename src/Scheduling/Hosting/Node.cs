using Scheduling.Cancelling;
using Scheduling.Claiming;
using Scheduling.Events;
using Scheduling.Jobs;
using Scheduling.Matching;
using Scheduling.Recovering;
using Scheduling.Running;
using Scheduling.Sleeping;

namespace Scheduling.Hosting;

/// <summary>
/// One node, as a state machine without effects: it is told what has happened and what time it is, and says what is to be done and when it wants to
/// be woken. It reads no clock, draws no random numbers but its own, and waits for nothing, so that the same inputs always lead to the same
/// commands, and whole clusters can be simulated. Not safe for use by several threads.
/// </summary>
/// <remarks>The state is updated in place rather than copied: the window holds a thousand entries, and a turn touches a few of them.</remarks>
internal sealed class Node
{
    private readonly NodeContext _context;
    private readonly Completions _completions;
    private readonly Attempts _attempts;
    private readonly SetAsideDesk _setAside;
    private readonly ClaimDesk _claims;
    private readonly RescueDesk _rescues;
    private readonly RunStops _stops;
    private readonly Lookups _lookups;
    private readonly WindowReader _reader;
    private readonly Strangers _strangers;
    private readonly Greeting _greeting;
    private readonly RulesWatch _rules;
    private readonly NodeInbox _inbox;
    private bool _hasDrained;

    public Node(NodeSettings settings, INodeJobs jobs)
    {
        _context = new NodeContext(settings, jobs);
        _completions = new Completions(_context);
        _attempts = new Attempts(_context, _completions);
        _setAside = new SetAsideDesk(_context);
        _claims = new ClaimDesk(_context, _attempts, _setAside, run => _stops!.MakeWay(run));
        _rescues = new RescueDesk(_context, _attempts);
        _stops = new RunStops(_context, _claims, _rescues, _attempts);
        _lookups = new Lookups(_context, _claims, _rescues);
        _reader = new WindowReader(_context, _attempts.Holds);
        _strangers = new Strangers(_context, _setAside);
        _greeting = new Greeting(_context, _reader);
        _rules = new RulesWatch(_context);
        _inbox = new NodeInbox(_context, _greeting, _rules, _strangers, _lookups, _stops.Stop);
    }

    /// <summary>What the store's clock shows now, as far as is known.</summary>
    public DateTimeOffset StoreNow => _context.StoreNow;

    /// <summary>What the node keeps in mind: to be looked at, not touched.</summary>
    public Window Window => _context.Window;

    public NodeView View => new(
        _context.Window.Waiting, _claims.Backlog, _attempts.Running, _context.Window.Count, _reader.HasRead);

    /// <summary>When the node wants its next turn, by its own clock; null: when something happens.</summary>
    public DateTimeOffset? WakeAt
    {
        get
        {
            var fire = _context.IsStopping || _context.Window.NextFire is not { } next ? (DateTimeOffset?)null : _context.Clock.ToLocal(next);
            return new[]
            {
                fire, _completions.WakeAt, _attempts.WakeAt, _attempts.LookAt, _setAside.WakeAt, _claims.WakeAt, _rescues.WakeAt, _lookups.WakeAt,
                _context.IsStopping ? null : _reader.WakeAt, _strangers.WakeAt, _greeting.WakeAt, _rules.WakeAt,
            }.Aggregate(Earliest.Of);
        }
    }

    /// <summary>One turn: takes in what has happened, then decides.</summary>
    public void Turn(IReadOnlyList<NodeInput> inputs, DateTimeOffset now)
    {
        _context.Now = now;
        foreach (var input in inputs)
        {
            Guard(() => Take(input));
        }

        Guard(Decide);
        if (_context.News.Count > 0)
        {
            _context.Do(new NodeCommand.Publish([.. _context.News]));
            _context.News.Clear();
        }

        _context.Window.AssertInvariants();
    }

    // One input that the node can't digest must not take the others with it: an answer that went unheard would leave its operation under way for ever.
    private void Guard(Action step)
    {
        try
        {
            step();
        }
#pragma warning disable CA1031 // Whatever it is, it is reported, and the node goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _context.Do(new NodeCommand.ReportFault(fault));
        }
    }

    /// <summary>What is to be done, in this order; handed out once.</summary>
    public IReadOnlyList<NodeCommand> TakeCommands()
    {
        NodeCommand[] commands = [.. _context.Commands];
        _context.Commands.Clear();
        return commands;
    }

    private void Take(NodeInput input)
    {
        switch (input)
        {
            case NodeInput.StoreAnswered answered:
                _context.Clock.Observe(answered.StoreNow, answered.Command.SentAt, _context.Now);
                Take(answered);
                break;
            case NodeInput.StoreFailed failed:
                Failed(failed.Command);
                break;
            case NodeInput.AttemptEnded ended:
                if (_attempts.Find(ended.RunId, ended.Attempt) is { } attempt)
                {
                    _attempts.Ended(attempt, ended.Result);
                }

                break;
            case NodeInput.GateAnswered gate:
                // A gate that was closed before, for another reason, looks like one that was passed; the attempt's end came first and knows better.
                _context.Acknowledge(gate.RunId, _attempts.HadStarted(gate.RunId) ?? gate.Started);
                break;
            case NodeInput.BusListening:
                _greeting.Listening();
                break;
            case NodeInput.BusUnavailable:
                _greeting.Unavailable();
                break;
            case NodeInput.SchedulesStopped stopped:
                foreach (var run in _inbox.Stopped(stopped.Result))
                {
                    _stops.Stop(run.Id, run.Cancel, isHolder: run.Node == _context.Self);
                }

                break;
            case NodeInput.RunsTriggered triggered:
                _stops.Take(triggered.Results);
                break;
            case NodeInput.RunsInDoubt:
                _lookups.LookForRuns();
                break;
            case NodeInput.Stopping:
                _context.IsStopping = true;
                _rules.Leave();
                _context.Tell(new SchedulingEvent(SchedulingEventKind.Leave, _context.Self));
                _attempts.StopAll(StopReason.HostStopping, onlyBeforeStart: true);
                break;
            case NodeInput.DrainEnded:
                _attempts.StopAll(StopReason.HostStopping, onlyBeforeStart: false);
                break;
            default:
                _inbox.Take(input);
                break;
        }
    }

    private void Take(NodeInput.StoreAnswered answered)
    {
        switch (answered)
        {
            case NodeInput.WindowRead read:
                _reader.Answered(read.Page);
                _strangers.Replace(read.Page.Strangers);
                break;
            case NodeInput.DueRead read:
                _lookups.Answered(read.Read.Query, read.Page);
                break;
            case NodeInput.ClaimsAnswered claims:
                _claims.Answered(claims.Take.Claims, claims.Results, claims.Take.SentAt, claims.StoreNow);
                break;
            case NodeInput.RescuesAnswered rescues:
                _rescues.Answered(rescues.Results, rescues.Take.SentAt, rescues.StoreNow);
                break;
            case NodeInput.RenewalsAnswered renewals:
                _attempts.Renewed(renewals.Renew.Runs, renewals.Results, renewals.Renew.SentAt);
                break;
            case NodeInput.CompletionsAnswered completions:
                _completions.Answered(completions.Results, _attempts);
                break;
            case NodeInput.SetAsideAnswered:
                _setAside.Answered();
                if (_setAside.IsIdle)
                {
                    // Behind the ones that were set aside there may be more of their kind.
                    _reader.Want();
                }

                break;
        }
    }

    private void Failed(NodeCommand.StoreCommand command)
    {
        switch (command)
        {
            case NodeCommand.ReadWindow:
                _reader.Failed();
                break;
            case NodeCommand.ReadDue:
                _lookups.Failed();
                break;
            case NodeCommand.TakeOccurrences take:
                _claims.Failed(take.Claims.Count);
                break;
            case NodeCommand.TakeOverRuns take:
                _rescues.Failed(take.Rescues.Count);
                break;
            case NodeCommand.RenewLeases:
                _attempts.RenewalFailed();
                break;
            case NodeCommand.RecordCompletions:
                _completions.Failed();
                break;
            case NodeCommand.SetAside:
                _setAside.Failed();
                break;
        }
    }

    private void Decide()
    {
        while (!_context.IsStopping && _context.Window.TakeDue(_context.StoreNow) is { } wakeUp)
        {
            Fire(wakeUp);
        }

        _attempts.Decide();
        _completions.Decide(_claims.Backlog > 0);
        _rescues.Decide(FreeSlots);
        _claims.Decide(FreeSlots);
        _lookups.Decide(FreeSlots - _claims.Backlog);
        _strangers.Decide();
        _setAside.Decide();
        _greeting.Decide();
        _rules.Decide();
        if (!_context.IsStopping)
        {
            _reader.Decide(_attempts.Open);
        }
        else if (!_hasDrained && _attempts.Open + _claims.Reserved + _rescues.Reserved == 0)
        {
            _hasDrained = true;
            _context.Do(new NodeCommand.Drained());
        }
    }

    // Results that can't be recorded hold back new claims, so that a slow store is not met with ever more of them.
    private int FreeSlots => _completions.Pending > _context.Settings.MaxConcurrentRuns
        ? 0
        : Math.Max(0, _context.Settings.MaxConcurrentRuns - _attempts.Running - _claims.Reserved - _rescues.Reserved);

    private void Fire(WakeUp wakeUp)
    {
        switch (wakeUp)
        {
            case { Kind: WakeUpKind.Run }:
                _rescues.Take(wakeUp);
                break;
            case { Kind: WakeUpKind.Schedule, Head: not null }:
                _claims.Take(wakeUp);
                break;
            default:
                _lookups.LookAt(wakeUp);
                break;
        }

        if (wakeUp.Kind == WakeUpKind.Intent)
        {
            _context.Window.Remove(wakeUp.Kind, wakeUp.Id);
        }
    }
}
